package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** What a file is to the kernel, whatever it is called. */
public record FileKey(long device, long inode) {

    /** @throws IOException also when it is no regular file, as a link is not */
    public static FileKey of(Path path) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:dev,ino,isRegularFile", LinkOption.NOFOLLOW_LINKS);
        if (!(Boolean) attributes.get("isRegularFile")) {
            throw new NoSuchFileException(path.toString(), null, "no regular file");
        }
        return of(attributes);
    }

    /** @param attributes with {@code dev} and {@code ino} of the view {@code unix} */
    public static FileKey of(Map<String, Object> attributes) {
        return new FileKey(((Number) attributes.get("dev")).longValue(), ((Number) attributes.get("ino")).longValue());
    }
}
