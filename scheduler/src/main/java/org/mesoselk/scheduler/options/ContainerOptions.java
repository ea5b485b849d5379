package org.mesoselk.scheduler.options;

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

    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{\\\\]");

    /** Empty when executors run on the bare host. */
    static Optional<ContainerOptions> from(Values values) {
        Optional<Values.Given> image = values.one(IMAGE);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        MountedFolders folders = new MountedFolders(values, IMAGE, HOME);
        folders.checkImage("docker.elastic.co/logstash/logstash:8.19.0");
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
                .flatMap(given -> folders.folder(given, given.value()))
                .ifPresent(writable::add);
        SortedSet<String> readable = new TreeSet<>(readable(values, folders));
        readable.removeAll(writable);
        return Optional.of(new ContainerOptions(image.get().value(), writable, readable));
    }

    private static List<String> readable(Values values, MountedFolders folders) {
        List<Optional<String>> found = new ArrayList<>();
        values.one(WORK_DIR).ifPresent(given -> found.add(folders.folder(given, given.value())));
        for (Values.Given glob : values.all("--file")) {
            found.add(folders.folder(glob, fixedParent(glob.value())));
        }
        for (String flag : FILES) {
            values.one(flag).ifPresent(file -> found.add(folders.folder(file, MountedFolders.parent(file.value()))));
        }
        for (Values.Given secret : values.all("--secret-file")) {
            found.add(
                    folders.folder(secret, MountedFolders.parent(secret.value().replaceFirst("^[^=]*=?", ""))));
        }
        return found.stream().flatMap(Optional::stream).toList();
    }

    /** Of a glob, the folder above its first part that may match several. */
    private static String fixedParent(String glob) {
        var special = SPECIAL.matcher(glob);
        return MountedFolders.parent(special.find() ? glob.substring(0, special.start()) : glob);
    }
}
