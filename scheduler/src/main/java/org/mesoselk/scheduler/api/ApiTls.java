package org.mesoselk.scheduler.api;

import java.nio.file.Path;

/** TLS of the API: PEM files. */
public record ApiTls(Path certificate, Path key) {}
