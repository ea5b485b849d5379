package org.mesoselk.scheduler.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Leadership;

/**
 * All that the API needs of the rest of the scheduler.
 *
 * @param leadership who answers: this process or another
 * @param url how users and agents reach the API; known only once it listens
 * @param artifact the executor's jar, when this scheduler serves it
 * @param agentUrls URL of an agent by its id, where it is known
 * @param mesos what was heard of Mesos
 * @param leaderTls for requests that are passed on to a leader with https
 * @param handover how long a standby waits for a leader to whom it can pass a request
 */
public record ApiContext(
        Board board,
        Leadership leadership,
        Settings settings,
        Function<Integer, String> url,
        Optional<Path> artifact,
        Function<String, Optional<String>> agentUrls,
        MesosTally mesos,
        Optional<SSLContext> leaderTls,
        Duration handover) {

    /** A new leader is there in less, unless the old one died without a word. */
    static final Duration HANDOVER = Duration.ofSeconds(3);

    /** With the usual time for a handover. */
    public ApiContext(
            Board board,
            Leadership leadership,
            Settings settings,
            Function<Integer, String> url,
            Optional<Path> artifact,
            Function<String, Optional<String>> agentUrls,
            MesosTally mesos,
            Optional<SSLContext> leaderTls) {
        this(board, leadership, settings, url, artifact, agentUrls, mesos, leaderTls, HANDOVER);
    }

    /** With the JVM's own TLS. */
    public ApiContext(
            Board board,
            Leadership leadership,
            Settings settings,
            Function<Integer, String> url,
            Optional<Path> artifact,
            Function<String, Optional<String>> agentUrls,
            MesosTally mesos) {
        this(board, leadership, settings, url, artifact, agentUrls, mesos, Optional.empty());
    }

    /** Where wishes go; empty while this process does not lead. */
    public Optional<Inbox> inbox() {
        return leadership.leader() instanceof Leadership.ThisProcess here
                ? Optional.of(here.inbox())
                : Optional.empty();
    }
}
