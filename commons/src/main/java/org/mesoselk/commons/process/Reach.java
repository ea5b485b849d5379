package org.mesoselk.commons.process;

import java.nio.file.Path;

/** Whether some credentials can enter some folders. */
public sealed interface Reach {

    record Open() implements Reach {}

    /** {@code folder} is the first one, from the root down, that cannot be entered. */
    record Closed(Path folder) implements Reach {}

    /** It could not be tried: the credentials could not be taken on. {@code cause} is what setpriv said. */
    record Refused(String cause) implements Reach {}
}
