package org.mesoselk.executor.kibana.preflight;

import java.nio.file.Path;
import org.mesoselk.commons.process.Accounts;

/** The facts of this agent that decide whether Kibana can run on it. */
public interface Host extends Accounts {

    /** Tries to bind. */
    Binding bind(String host, int port);

    /** Starts {@code node --version}. */
    NodeVersion nodeVersion(Path node);

    /** Whether a port can be had. */
    sealed interface Binding {

        record Free() implements Binding {}

        record InUse() implements Binding {}

        /** It is below 1024, and this process may not; a child may be allowed to. */
        record Privileged() implements Binding {}

        /** For another reason. */
        record Impossible(String cause) implements Binding {}
    }

    /** What a Node.js says of itself. */
    sealed interface NodeVersion {

        /** @param number e.g. v20.18.0 */
        record Runs(String number) implements NodeVersion {}

        /** @param cause what kept it from running, as for a build for another C library or processor */
        record Fails(String cause) implements NodeVersion {}
    }
}
