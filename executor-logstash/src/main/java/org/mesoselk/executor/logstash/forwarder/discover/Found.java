package org.mesoselk.executor.logstash.forwarder.discover;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.event.Origin;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;
import org.mesoselk.executor.logstash.forwarder.read.Framing;

/**
 * A file that is to be followed. There may be tens of thousands, so that what the files of a folder share is there once.
 *
 * @param name in its place
 */
public record Found(Place place, String name, FileKey key) {

    /** Of a file with a place of its own. */
    public Found(Path path, FileKey key, Framing framing, Optional<Origin> origin) {
        this(new Single(path.getParent(), framing, origin), path.getFileName().toString(), key);
    }

    /** What files have in common. */
    public interface Place {

        /** Without links in its path. */
        Path folder();

        Framing framing();

        /** Of the lines of the file of that name; empty while it is still being asked for. */
        Optional<Origin> origin(String file);
    }

    private record Single(Path folder, Framing framing, Optional<Origin> origin) implements Place {

        @Override
        public Optional<Origin> origin(String file) {
            return origin;
        }
    }

    public Path path() {
        return place.folder().resolve(name);
    }

    public Framing framing() {
        return place.framing();
    }

    /** Empty while it is still being asked for: the file is held open, so that it cannot get lost, and not read. */
    public Optional<Origin> origin() {
        return place.origin(name);
    }
}
