package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The Docker container that executors run in, and the folders of the agents' hosts that they need there.
 *
 * @param image as Docker names it
 * @param writable absolute folders
 * @param readable absolute folders that nothing is written to; none of the writable ones
 */
public record ContainerOptions(String image, SortedSet<String> writable, SortedSet<String> readable) {
    static final String IMAGE = "--logstash-image";
    /** Where official images have Logstash. */
    static final String HOME = "/usr/share/logstash";
    /** The one that Logstash brings. */
    static final String JDK = HOME + "/jdk";

    private static final String WORK_DIR = "--work-dir";
    private static final String REGISTRY_DIR = "--registry-dir";
    /** Files on the agents, whose folders are mounted: of a file itself, a new one put in its place would not be seen. */
    private static final List<String> FILES = List.of(
            "--elasticsearch-ca-file",
            "--elasticsearch-credentials-file",
            "--elasticsearch-api-key-file",
            "--agent-ca-file",
            "--agent-cert-file",
            "--agent-key-file");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{\\\\]");
    /** What the executor, its JVM and Logstash need of the image; the last is where agents show the sandbox. */
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
            Path.of("/usr/lib64"),
            Path.of(HOME),
            Path.of("/mnt/mesos/sandbox"));
    /** Of these, what nothing can be put into either. */
    private static final List<Path> CLOSED =
            List.of(Path.of("/proc"), Path.of("/sys"), Path.of(HOME), Path.of("/mnt/mesos/sandbox"));

    /** Empty when executors run on the bare host. */
    static Optional<ContainerOptions> from(Values values) {
        Optional<Values.Given> image = values.one(IMAGE);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        if (!NAME.matcher(image.get().value()).matches()) {
            values.fault(image.get().origin()
                    + ": must be the name of a Docker image, e.g. docker.elastic.co/logstash/logstash:8.19.0");
        }
        if (values.one(WORK_DIR).isEmpty()) {
            values.fault(IMAGE + " needs " + WORK_DIR + ": the work_dir of the agents, e.g. /var/lib/mesos, which the"
                    + " container gets to read under the same path");
        }
        values.one("--user")
                .filter(user -> !user.value().equals("root"))
                .ifPresent(user -> values.fault(user.origin() + ": with " + IMAGE
                        + " executors are root in their container, and Logstash is its image's user: leave it out"));
        SortedSet<String> writable = new TreeSet<>();
        values.one(REGISTRY_DIR)
                .flatMap(given -> folder(values, given, given.value()))
                .ifPresent(writable::add);
        SortedSet<String> readable = new TreeSet<>(readable(values));
        readable.removeAll(writable);
        return Optional.of(new ContainerOptions(image.get().value(), writable, readable));
    }

    private static List<String> readable(Values values) {
        List<Optional<String>> folders = new ArrayList<>();
        values.one(WORK_DIR).ifPresent(given -> folders.add(folder(values, given, given.value())));
        for (Values.Given glob : values.all("--file")) {
            folders.add(folder(values, glob, fixedParent(glob.value())));
        }
        for (String flag : FILES) {
            values.one(flag).ifPresent(file -> folders.add(folder(values, file, parent(file.value()))));
        }
        for (Values.Given secret : values.all("--secret-file")) {
            folders.add(folder(values, secret, parent(secret.value().replaceFirst("^[^=]*=?", ""))));
        }
        return folders.stream().flatMap(Optional::stream).toList();
    }

    private static String parent(String file) {
        return file.substring(0, Math.max(file.startsWith("/") ? 1 : 0, file.lastIndexOf('/')));
    }

    /** Of a glob, the folder above its first part that may match several. */
    private static String fixedParent(String glob) {
        var special = SPECIAL.matcher(glob);
        return parent(special.find() ? glob.substring(0, special.start()) : glob);
    }

    /** Empty when it cannot be mounted; that it is not absolute is said where it is read. */
    private static Optional<String> folder(Values values, Values.Given given, String text) {
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        Path folder = Path.of(text).normalize();
        if (folder.toString().contains(":")) {
            values.fault(
                    given.origin() + ": with " + IMAGE + " the path must have no colon in it, as Docker's volumes");
            return Optional.empty();
        }
        if (OF_THE_IMAGE.stream().anyMatch(own -> own.startsWith(folder))
                || CLOSED.stream().anyMatch(folder::startsWith)) {
            values.fault(given.origin() + ": with " + IMAGE + " the host's " + folder
                    + " would take the place of the image's own; use a folder that the image has not, e.g."
                    + " /etc/mesos-elk");
            return Optional.empty();
        }
        return Optional.of(folder.toString());
    }
}
