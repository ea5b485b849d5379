package org.mesoselk.benchmarks.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;

/** The Mesos client against a recorded stream, beside parsing the same records, in a JVM with the scheduler's own options. */
public final class ClientBench implements Bench {

    private static final double AIM = 1.5;

    @Override
    public String name() {
        return "client";
    }

    @Override
    public String summary() {
        return "events per second and CPU per event of the Mesos client, beside parsing them";
    }

    @Override
    public int repetitions() {
        return 5;
    }

    @Override
    public List<Row> run(int repetitions, Scene scene) throws IOException, InterruptedException {
        List<Double> rate = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> parsingRate = new ArrayList<>();
        List<Double> parsingCpu = new ArrayList<>();
        for (String line : measure(repetitions, scene)) {
            scene.tell("  %s", line);
            String[] figures = line.split(" ", -1);
            rate.add(Double.parseDouble(figures[0]));
            cpu.add(Double.parseDouble(figures[1]));
            parsingRate.add(Double.parseDouble(figures[2]));
            parsingCpu.add(Double.parseDouble(figures[3]));
        }
        return List.of(
                Row.compared(
                        "recorded events from the socket to the listener",
                        "events/s",
                        rate,
                        "parsing alone",
                        parsingRate),
                Row.compared("CPU of an event", "µs", cpu, "parsing alone", parsingCpu)
                        .ratioAtMost(AIM));
    }

    private static List<String> measure(int turns, Scene scene) throws IOException, InterruptedException {
        Process meter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClientMeter.class.getName(),
                        Integer.toString(turns))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        scene.endWithThisProgram(meter::destroyForcibly);
        List<String> lines;
        try (BufferedReader out = meter.inputReader(UTF_8)) {
            lines = out.lines().toList();
        }
        if (meter.waitFor() != 0 || lines.size() != turns) {
            throw new IllegalStateException("measured " + lines.size() + " of " + turns + " turns: " + lines);
        }
        return lines;
    }
}
