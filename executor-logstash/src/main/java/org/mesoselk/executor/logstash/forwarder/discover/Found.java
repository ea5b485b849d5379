package org.mesoselk.executor.logstash.forwarder.discover;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.event.Origin;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;
import org.mesoselk.executor.logstash.forwarder.read.Framing;

/**
 * A file that is to be followed.
 *
 * @param origin empty while it is still being asked for: the file is held open, so that it cannot get lost, and not read
 */
public record Found(Path path, FileKey key, Framing framing, Optional<Origin> origin) {}
