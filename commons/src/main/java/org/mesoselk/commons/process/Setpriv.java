package org.mesoselk.commons.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** util-linux' setpriv(1): changes user, capabilities and the parent-death signal of what it starts. */
public record Setpriv(Path binary) {

    private static final String READ = "dac_read_search";
    private static final String BIND = "net_bind_service";

    /** @param path the PATH of this process; the usual system folders are searched as well */
    public static Optional<Setpriv> find(String path) {
        return Stream.concat(Arrays.stream(path.split(":", -1)), Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "setpriv"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Setpriv::new);
    }

    /**
     * The command line that runs {@code command} as told and has the kernel kill it as soon as the thread that started
     * it is gone.
     */
    public List<String> wrap(Credentials credentials, List<String> command) {
        List<String> line = new ArrayList<>(List.of(binary.toString(), "--pdeathsig", "KILL"));
        credentials.user().ifPresent(user -> {
            line.addAll(List.of("--reuid=" + user.uid(), "--regid=" + user.gid(), "--clear-groups"));
            String kept =
                    (credentials.readsAnywhere() ? ",+" + READ : "") + (credentials.bindsAnyPort() ? ",+" + BIND : "");
            if (!kept.isEmpty()) {
                // access(2), which the JVM asks before it opens a file, goes by capabilities only with this bit.
                line.add("--securebits=+no_setuid_fixup");
                line.add("--inh-caps=-all" + kept);
                line.add("--ambient-caps=-all" + kept);
                line.add("--bounding-set=-all" + kept);
            }
        });
        line.add("--");
        line.addAll(command);
        return List.copyOf(line);
    }

    /** Asks the kernel, by trying, whether {@code credentials} can enter each of {@code folders} and all their parents. */
    public Reach reach(Credentials credentials, List<Path> folders) {
        Set<String> steps = new LinkedHashSet<>();
        for (Path folder : folders) {
            List<String> upward = new ArrayList<>();
            for (Path step = folder.toAbsolutePath().normalize(); step != null; step = step.getParent()) {
                upward.add(0, step.toString());
            }
            steps.addAll(upward);
        }
        List<String> probe = new ArrayList<>(
                List.of("/bin/sh", "-c", "for p do test -x \"$p\" || { printf '%s' \"$p\"; exit 3; }; done", "probe"));
        probe.addAll(steps);
        try {
            Process process = new ProcessBuilder(wrap(credentials, probe))
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return switch (process.waitFor()) {
                case 0 -> new Reach.Open();
                case 3 -> new Reach.Closed(Path.of(said));
                default -> new Reach.Refused(said);
            };
        } catch (IOException e) {
            return new Reach.Refused(binary + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reach.Refused("interrupted");
        }
    }
}
