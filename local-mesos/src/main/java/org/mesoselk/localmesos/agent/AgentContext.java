package org.mesoselk.localmesos.agent;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.mesoselk.localmesos.agent.checkpoint.Checkpoints;
import org.mesoselk.localmesos.agent.checkpoint.WorkDir;
import org.mesoselk.localmesos.agent.process.Launcher;
import org.mesoselk.localmesos.agent.updates.UpdateStreams;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of an agent share.
 *
 * @param loop runs what other threads found, on the one thread that owns the state
 * @param master never waits; what cannot be delivered is lost
 */
record AgentContext(
        AgentOptions options,
        InstantSource clock,
        AgentState state,
        WorkDir dir,
        Checkpoints checkpoints,
        UpdateStreams updates,
        Launcher launcher,
        Executor loop,
        Consumer<ToMaster> master) {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    /** A write to the disk. */
    interface Write {
        void run() throws IOException;
    }

    Instant now() {
        return clock.instant();
    }

    /** Seconds since the epoch, as in a TaskStatus. */
    double timestamp() {
        Instant now = now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    ByteString randomUuid() {
        UUID uuid = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return ByteString.copyFrom(bytes.array());
    }

    /** Writes what can be done without: a failure is logged, and only shows after a restart of the agent. */
    void checkpoint(String what, Write write) {
        try {
            write.run();
        } catch (IOException e) {
            LOG.error("cannot checkpoint {}: {}", what, e.toString());
        }
    }
}
