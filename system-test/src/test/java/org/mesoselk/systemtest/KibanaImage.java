package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An image as the official ones of Kibana are: the distribution in /usr/share/kibana, an ordinary user for it, a shell, and no
 * JVM. It is made out of what this host has, because no registry of images can be had.
 */
final class KibanaImage {

    /** As {@code ldd} tells a library: with its path, after a name or alone. */
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    /** That an executor needs; the first is what containers of shell commands begin with. */
    private static final List<String> PROGRAMS = List.of("/bin/sh", "/usr/bin/setpriv");

    private final Path folder;
    private final Path root;

    private KibanaImage(Path folder) {
        this.folder = folder;
        this.root = folder.resolve("root");
    }

    /**
     * Makes it.
     *
     * @param folder for what it is made of
     * @param kibana a distribution with its Node.js
     */
    static void make(DockerDaemon docker, Path folder, Path kibana, String name) throws IOException {
        KibanaImage image = new KibanaImage(folder);
        Path java = Path.of(System.getProperty("java.home"));
        for (String program : PROGRAMS) {
            image.copy(Path.of(program));
        }
        image.librariesOf(kibana.resolve("node/bin/node"));
        for (String part :
                List.of("bin/java", "lib/libjava.so", "lib/server/libjvm.so", "lib/libzip.so", "lib/libnet.so")) {
            image.librariesOf(java.resolve(part));
        }
        image.whatLeadsOutOf(java);
        Files.createDirectories(image.root.resolve("tmp"));
        Files.writeString(Files.createDirectories(image.root.resolve("etc")).resolve("passwd"), """
                root:x:0:0::/root:/bin/sh
                kibana:x:1000:1000::/usr/share/kibana:/bin/sh
                """);
        Files.writeString(image.root.resolve("etc/group"), "root:x:0:\nkibana:x:1000:\n");
        Path all = folder.resolve("image.tar");
        image.run("tar -cf '" + all + "' . -C '" + kibana.getParent() + "' --transform 's,^" + kibana.getFileName()
                + ",usr/share/kibana,S' " + kibana.getFileName());
        image.run(docker.client() + " import '" + all + "' " + name);
        Files.delete(all);
    }

    private void librariesOf(Path program) throws IOException {
        Matcher matcher = LIBRARY.matcher(run("ldd '" + program + "'"));
        Set<Path> libraries = new LinkedHashSet<>();
        while (matcher.find()) {
            libraries.add(Path.of(matcher.group(1)));
        }
        Path java = Path.of(System.getProperty("java.home"));
        for (Path library : libraries) {
            if (!library.startsWith(java)) {
                put(library, library);
            }
        }
    }

    private void copy(Path program) throws IOException {
        put(program, program);
        librariesOf(program);
    }

    /** Debian has parts of a JDK elsewhere, and only its own folder is shown to containers. */
    private void whatLeadsOutOf(Path java) throws IOException {
        List<Path> links;
        try (Stream<Path> all = Files.walk(java)) {
            links = all.filter(Files::isSymbolicLink)
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path link : links) {
            Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
            if (!target.startsWith(java)) {
                put(link, target);
            }
        }
    }

    private void put(Path from, Path at) throws IOException {
        Path target = root.resolve(at.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(from.toRealPath(), target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private String run(String commandLine) throws IOException {
        Files.createDirectories(root);
        return new Elk(root, folder.resolve("logs"), List.of(), Map.of())
                .run(commandLine)
                .expect(0)
                .output();
    }
}
