package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders of the agents' hosts that a Docker container of a product gets under the same path.
 *
 * @param flag the option that names the image
 * @param home where the image has the product
 */
record MountedFolders(Values values, String flag, String home) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");
    /** What the executor, its JVM and the product need of the image, besides its home. */
    private static final List<Path> OF_THE_IMAGE = List.of(
            Path.of("/bin"),
            Path.of("/dev"),
            Path.of("/etc/passwd"),
            Path.of("/lib"),
            Path.of("/lib64"),
            Path.of("/proc"),
            Path.of("/sys"),
            Path.of("/tmp"),
            Path.of("/usr/bin"),
            Path.of("/usr/lib"),
            Path.of("/usr/lib64"));
    /** Where agents show the sandbox. */
    private static final Path SANDBOX = Path.of("/mnt/mesos/sandbox");
    /** Of these, besides the home, what nothing can be put into either. */
    private static final List<Path> CLOSED = List.of(Path.of("/proc"), Path.of("/sys"), SANDBOX);

    void checkImage(String example) {
        values.one(flag)
                .filter(image -> !NAME.matcher(image.value()).matches())
                .ifPresent(image ->
                        values.fault(image.origin() + ": must be the name of a Docker image, e.g. " + example));
    }

    static String parent(String file) {
        return file.substring(0, Math.max(file.startsWith("/") ? 1 : 0, file.lastIndexOf('/')));
    }

    /** Empty when it cannot be mounted; that it is not absolute is said where it is read. */
    Optional<String> folder(Values.Given given, String text) {
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        Path folder = Path.of(text).normalize();
        if (folder.toString().contains(":")) {
            values.fault(given.origin() + ": with " + flag + " the path must have no colon in it, as Docker's volumes");
            return Optional.empty();
        }
        Path product = Path.of(home);
        boolean hides = Stream.concat(OF_THE_IMAGE.stream(), Stream.of(product, SANDBOX))
                .anyMatch(own -> own.startsWith(folder));
        if (hides || Stream.concat(CLOSED.stream(), Stream.of(product)).anyMatch(folder::startsWith)) {
            values.fault(given.origin() + ": with " + flag + " the host's " + folder
                    + " would take the place of the image's own; use a folder that the image has not, e.g."
                    + " /etc/mesos-elk");
            return Optional.empty();
        }
        return Optional.of(folder.toString());
    }
}
