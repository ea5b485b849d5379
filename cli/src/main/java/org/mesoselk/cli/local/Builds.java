package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Directories of the distributions that members run.
 *
 * @param kibana empty when the installation has none
 */
public record Builds(Path elasticsearch, Optional<Path> kibana) {}
