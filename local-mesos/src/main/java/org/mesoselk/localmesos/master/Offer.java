package org.mesoselk.localmesos.master;

import java.time.Instant;
import org.mesoselk.localmesos.master.resources.Resources;

/** Resources of one agent in the hands of one framework, until it answers. */
record Offer(String id, String frameworkId, String agentId, String role, Resources resources, Instant made) {}
