package org.mesoselk.systemtest;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Mesos that is there already, in the hand of a program: {@code control agent-kill N [SIGNAL]}, {@code agent-start N},
 * {@code master-kill N [SIGNAL]}, {@code master-start N}, and {@code agents}, which prints a line {@code N host:port
 * work_dir} for each. {@code masters} may print {@code N host:port} for each; else there is one, number 0, which
 * ZooKeeper names. Exit code 3: this cannot be done here, and the test is skipped with what the program said.
 */
final class ExternalControl implements Control {

    private static final int CANNOT = 3;
    private static final long PATIENCE_SECONDS = 120;

    private final String masterUrl;
    private final Path program;
    private List<Agent> agents = List.of();
    private List<Master> masters = List.of();

    ExternalControl(String masterUrl, Path program) {
        this.masterUrl = masterUrl;
        this.program = program;
    }

    /** As {@code -Dmesos.master} and {@code -Dmesos.control} say; empty for tests that bring their own Mesos. */
    static Optional<ExternalControl> configured() {
        String master = System.getProperty("mesos.master", "");
        String program = System.getProperty("mesos.control", "");
        if (master.isEmpty() != program.isEmpty()) {
            throw new IllegalArgumentException("-Dmesos.master and -Dmesos.control are given together or not at all");
        }
        if (master.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isExecutable(Path.of(program))) {
            throw new IllegalArgumentException("-Dmesos.control=" + program + " is no program that can be run");
        }
        return Optional.of(new ExternalControl(master, Path.of(program)));
    }

    @Override
    public String masterUrl() {
        return masterUrl;
    }

    @Override
    public synchronized List<Agent> agents() {
        if (agents.isEmpty()) {
            agents = run("agents")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> {
                        String[] words = words(line, 3);
                        return new Agent(number(words[0], line), words[1], Path.of(words[2]));
                    })
                    .toList();
        }
        return agents;
    }

    @Override
    public synchronized List<Master> masters() {
        if (masters.isEmpty()) {
            Outcome outcome = ask("masters");
            masters = outcome.exitCode() == CANNOT
                    ? List.of(new Master(0, MasterAddress.leading(masterUrl)))
                    : outcome.text(this, "masters")
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> new Master(number(words(line, 2)[0], line), words(line, 2)[1]))
                            .toList();
        }
        return masters;
    }

    /** A work directory may have spaces in its name. */
    private String[] words(String line, int count) {
        String[] words = line.strip().split("\\s+", count);
        if (words.length < count) {
            throw new IllegalStateException(program + " printed '" + line + "', where " + count + " words are wanted");
        }
        return words;
    }

    private int number(String word, String line) {
        if (!word.matches("\\d{1,6}")) {
            throw new IllegalStateException(program + " printed '" + line + "', which does not begin with a number");
        }
        return Integer.parseInt(word);
    }

    @Override
    public void killAgent(int number, String signal) {
        run("agent-kill", Integer.toString(number), signal);
    }

    @Override
    public void startAgent(int number) {
        run("agent-start", Integer.toString(number));
    }

    @Override
    public void killMaster(int number, String signal) {
        run("master-kill", Integer.toString(number), signal);
    }

    @Override
    public void startMaster(int number) {
        run("master-start", Integer.toString(number));
        synchronized (this) {
            masters = List.of();
        }
    }

    @Override
    public void replaceAgent(int number) {
        abort("an agent on a new disk in the place of a lost one is no verb of " + program.getFileName());
    }

    /** Whoever runs it watches over it. */
    @Override
    public void supervise() {}

    /** It was there before, and stays. */
    @Override
    public void close() {}

    private String run(String... arguments) {
        return ask(arguments).text(this, String.join(" ", arguments));
    }

    private record Outcome(int exitCode, String output, String errors) {
        String text(ExternalControl control, String asked) {
            String call = control.program.getFileName() + " " + asked;
            if (exitCode == CANNOT) {
                abort("'" + call + "' cannot be done with this Mesos: " + (output + errors).strip());
            } else if (exitCode != 0) {
                throw new IllegalStateException(
                        "'" + call + "' ended with " + exitCode + ": " + (output + errors).strip());
            }
            return output;
        }
    }

    private Outcome ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            // Files and not pipes: what the program starts may hold them open for long.
            Path out = Files.createTempFile("control", ".out");
            Path err = Files.createTempFile("control", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + " has not ended after " + PATIENCE_SECONDS + " s");
                }
                return new Outcome(process.exitValue(), read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
