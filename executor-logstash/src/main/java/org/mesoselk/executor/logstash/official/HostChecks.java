package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.process.JavaHome;
import org.mesoselk.executor.logstash.official.distribution.LogstashHome;

/** What keeps a Logstash from running on this agent, said before half a minute is spent on finding out. */
final class HostChecks {

    /** MiB beside the heap: recorded 456 to 556 in all at the start, and 1,060 with a heap of 1,024 under load. */
    static final int BESIDE_HEAP_MB = 300;

    private HostChecks() {}

    /** The JDK for it, or why there is none. */
    record Java(Path home, Optional<String> fault) {

        static Java choose(OfficialLogstash official, LogstashHome home, Path ownJava) {
            Path java = official.javaHome().map(Path::of).or(home::bundledJdk).orElse(ownJava);
            OptionalInt version = JavaHome.featureRelease(java);
            String name = "Logstash" + home.version().map(known -> " " + known).orElse("");
            if (version.isEmpty()) {
                return new Java(
                        java,
                        Optional.of("There is no JDK in " + java + " that tells its version; give the path of"
                                + " a JDK " + home.minimumJava() + " or newer as java home."));
            }
            if (version.getAsInt() < home.minimumJava()) {
                return new Java(
                        java,
                        Optional.of("The JDK in " + java + " is version " + version.getAsInt() + ", and "
                                + name + " needs " + home.minimumJava()
                                + " or newer; give the path of such a JDK as java home,"
                                + " or a distribution that brings its own."));
            }
            return new Java(java, Optional.empty());
        }
    }

    /** What cannot pass by itself. @param queues the folder that queues are to be in, or one above it */
    static List<String> lasting(OfficialLogstash official, Path queues, OptionalLong availableMb) {
        List<String> faults = new ArrayList<>();
        long needed = official.heapMb() + BESIDE_HEAP_MB;
        if (availableMb.isPresent() && availableMb.getAsLong() < needed) {
            faults.add("This agent has " + availableMb.getAsLong() + " MB of memory left, and Logstash needs " + needed
                    + " MB (a heap of " + official.heapMb() + " and " + BESIDE_HEAP_MB
                    + " beside it); give it a smaller heap, or leave this agent out by a constraint.");
        }
        if (official.queueType().equals(OfficialLogstash.PERSISTED)) {
            space(
                            queues,
                            (long) official.queueMb()
                                    * Math.max(1, official.pipelines().size()))
                    .ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<String> space(Path folder, long neededMb) {
        try {
            long freeMb = Files.getFileStore(folder).getUsableSpace() >> 20;
            return freeMb >= neededMb
                    ? Optional.empty()
                    : Optional.of(
                            "The file system of " + folder + " has " + freeMb + " MB left, and Logstash's queues may"
                                    + " take " + neededMb + " MB; free some, or give it smaller queues.");
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** What passes when the executor before this one has ended. */
    static List<String> ports(LogstashTask task, OfficialLogstash official) {
        List<String> faults = new ArrayList<>();
        if (!Ports.isFree("127.0.0.1", official.apiPort())) {
            faults.add("Port " + official.apiPort()
                    + " of 127.0.0.1, which Logstash's monitoring API is to have, is in use;"
                    + " end the process that has it.");
        }
        if (official.pipelines().isEmpty()) {
            task.sources().listeners().stream()
                    .filter(listener -> listener.transport().equals(LogstashTask.Listener.TCP))
                    .filter(listener -> listener.port() > 0 && !Ports.isFree(listener.host(), listener.port()))
                    .forEach(listener -> faults.add("Port " + listener.port() + " of " + listener.host()
                            + " is in use, and Logstash would never get it by itself; end the process that has it, or"
                            + " listen on another port."));
        }
        return faults;
    }

    /** MemAvailable of this host, in MiB. */
    static OptionalLong availableMb() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
