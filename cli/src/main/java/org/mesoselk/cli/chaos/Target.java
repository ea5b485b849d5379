package org.mesoselk.cli.chaos;

import java.util.Optional;
import org.mesoselk.cli.process.ProcessId;

/**
 * A process to hit.
 *
 * @param title for people
 * @param process its name in the installation; empty for what an agent has started
 */
record Target(String title, ProcessId id, Optional<String> process) {}
