package org.mesoselk.localmesos.agent.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.HealthCheck;

/** One look at a task, which may take as long as its time-out. */
interface Probe {

    /** What a look found. */
    sealed interface Result {}

    /**
     * It was answered.
     *
     * @param value the exit code of a command, the status of an HTTP answer, 0 for a connection that was made
     */
    record Answer(int value) implements Result {}

    /** Nothing came in time, or at all. */
    record NoAnswer(String why) implements Result {}

    Result look() throws InterruptedException;

    /** As Mesos has it: 0 is for ever. */
    Duration FOREVER = Duration.ofDays(3650);

    static Probe of(HealthCheck check, TaskPlace place) {
        Duration timeout = timeout(check.getTimeoutSeconds());
        return switch (check.getType()) {
            case COMMAND -> command(place, check.getCommand(), timeout);
            case HTTP ->
                http(
                        check.getHttp().hasScheme() ? check.getHttp().getScheme() : "http",
                        check.getHttp().getPort(),
                        check.getHttp().getPath(),
                        timeout);
            case TCP -> tcp(check.getTcp().getPort(), timeout);
            case UNKNOWN -> () -> new NoAnswer("a health check of unknown type");
        };
    }

    static Probe of(CheckInfo check, TaskPlace place) {
        Duration timeout = timeout(check.getTimeoutSeconds());
        return switch (check.getType()) {
            case COMMAND -> command(place, check.getCommand().getCommand(), timeout);
            case HTTP -> http("http", check.getHttp().getPort(), check.getHttp().getPath(), timeout);
            case TCP -> tcp(check.getTcp().getPort(), timeout);
            case UNKNOWN -> () -> new NoAnswer("a check of unknown type");
        };
    }

    private static Duration timeout(double seconds) {
        return seconds > 0 ? Duration.ofMillis(Math.round(seconds * 1000)) : FOREVER;
    }

    private static Probe command(TaskPlace place, CommandInfo command, Duration timeout) {
        return () -> {
            Process process;
            try {
                process = place.check(command);
            } catch (IOException | IllegalArgumentException e) {
                return new NoAnswer(String.valueOf(e.getMessage()));
            }
            try {
                if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new Answer(process.exitValue());
                }
                return new NoAnswer("Command timed out after " + timeout.toMillis() + " ms");
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        };
    }

    private static Probe http(String scheme, int port, String path, Duration timeout) {
        return () -> {
            try {
                URI uri = new URI(scheme + "://127.0.0.1:" + port + path);
                return new Answer(HttpProbe.status(uri, timeout));
            } catch (IOException | java.net.URISyntaxException e) {
                return new NoAnswer(String.valueOf(e.getMessage()));
            }
        };
    }

    private static Probe tcp(int port, Duration timeout) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HttpProbe.millis(timeout));
                return new Answer(0);
            } catch (IOException e) {
                return new NoAnswer(String.valueOf(e.getMessage()));
            }
        };
    }
}
