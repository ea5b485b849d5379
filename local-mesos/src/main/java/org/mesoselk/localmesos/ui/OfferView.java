package org.mesoselk.localmesos.ui;

import java.time.Instant;

/** An offer that its framework has not answered yet. */
public record OfferView(
        String id,
        String frameworkId,
        String frameworkName,
        String role,
        String agentId,
        String host,
        Amounts resources,
        Instant made) {}
