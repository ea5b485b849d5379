package org.mesoselk.cli.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A checkout with our launcher, modules of one file each, and a Maven that copies a jar and counts its calls. */
final class FakeCheckout {

    private static final List<String> MODULES =
            List.of("cli", "local-mesos", "scheduler", "executor-elasticsearch", "executor-logstash");

    private final Path root;
    private final Path tools;

    FakeCheckout(Path root, Path tools) throws IOException {
        this.root = root;
        this.tools = tools;
        Files.createDirectories(root.resolve(".mvn"));
        Files.createDirectories(tools);
        Files.copy(Path.of("..", "elk"), root.resolve("elk"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
            Files.writeString(source(module), "class A {}");
        }
        echoJar(tools.resolve("echo.jar"));
        maven("");
    }

    Path source(String module) {
        return root.resolve(module).resolve("src/main/A.java");
    }

    Path log() {
        return root.resolve("target/elk/build.log");
    }

    /** @param before what this Maven does before it builds, in shell */
    void maven(String before) throws IOException {
        String copies = MODULES.stream()
                .map(module -> "mkdir -p '" + root.resolve(module) + "/target' && cp '" + tools.resolve("echo.jar")
                        + "' '" + root.resolve(module) + "/target/" + module + "-all.jar'\n")
                .reduce("", String::concat);
        Path mvn = tools.resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\necho call >> '" + tools.resolve("calls") + "'\n" + before + "\n" + copies);
        if (!mvn.toFile().setExecutable(true)) {
            throw new IOException("cannot make a program");
        }
    }

    long builds() {
        try {
            return Files.exists(tools.resolve("calls"))
                    ? Files.readAllLines(tools.resolve("calls")).size()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an editor does, and no doubt about who is newer. */
    void edit(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    Process start(Path launcher, Path out, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** One call of the launcher to its end: its exit code, then the lines of its output. */
    List<String> run(Path launcher, String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile(tools, "out", "");
        Process process = start(launcher, out, args);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the launcher does not end: " + Files.readString(out));
        }
        List<String> lines = new ArrayList<>(List.of(Integer.toString(process.exitValue())));
        lines.addAll(Files.readAllLines(out));
        return lines;
    }

    private static void echoJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String name = Echo.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = Echo.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
