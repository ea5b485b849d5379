package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of JVMs that are the same Java as ours. */
final class Java {

    private static final List<String> LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-Dorg.slf4j.simpleLogger.showShortLogName=true");

    private Java() {}

    /** @param heapMb -Xmx; these are small services for which the simplest collector and compiler are the leanest */
    static List<String> command(int heapMb, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms8m",
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(LOGGING);
        command.addAll(arguments);
        return command;
    }
}
