package org.mesoselk.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows as a page shows them. */
final class Table {

    private Table() {}

    static List<String> of(String name, List<Row> rows, int repetitions) {
        List<String> lines = new ArrayList<>(List.of(
                "| what | ours, min / median / max | beside it | ratio | aim | met | command |",
                "| --- | --- | --- | --- | --- | --- | --- |"));
        rows.forEach(row -> lines.add(line(row, name, repetitions)));
        lines.add("");
        lines.add("Measured on " + LocalDate.now(java.time.ZoneOffset.UTC) + ": " + machine());
        return lines;
    }

    private static String line(Row row, String name, int repetitions) {
        return String.join(
                " | ",
                "| " + row.what(),
                row.ours().text(row.unit()),
                row.beside()
                        .map(peer -> peer.name() + ": " + peer.stats().text(row.unit()))
                        .orElse(""),
                row.ratio().map(ratio -> ratio.text("")).orElse(""),
                row.aim(),
                row.met().map(met -> met ? "yes" : "**no**").orElse(""),
                "`" + name + " --repeat " + repetitions + "` |");
    }

    /** Between {@code <!-- measured:NAME -->} and {@code <!-- /measured:NAME -->}. */
    static void write(Path page, String name, List<String> table) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- measured:" + name + " -->";
        String end = "<!-- /measured:" + name + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " has no " + begin + " … " + end);
        }
        Files.writeString(
                page,
                text.substring(0, from + begin.length()) + "\n" + String.join("\n", table) + "\n" + text.substring(to));
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s, load %s before the end, JDK %s.",
                cpu(),
                runtime.availableProcessors(),
                memory(),
                load(),
                System.getProperty("java.version"));
    }

    private static String cpu() {
        return fromProc("cpuinfo", "model name")
                .map(text -> text.replaceAll(".*:\\s*", ""))
                .orElse("processor not told");
    }

    private static String memory() {
        return fromProc("meminfo", "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / (1 << 20) + " GiB")
                .orElse("memory not told");
    }

    private static String load() {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/loadavg")), StandardCharsets.UTF_8)
                    .replaceAll("\\s.*", "")
                    .strip();
        } catch (IOException e) {
            return "not told";
        }
    }

    private static java.util.Optional<String> fromProc(String file, String key) {
        try {
            return Files.readAllLines(Path.of("/proc", file)).stream()
                    .filter(line -> line.startsWith(key))
                    .findFirst();
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }
}
