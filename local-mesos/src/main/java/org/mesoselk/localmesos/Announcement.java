package org.mesoselk.localmesos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.agent.Agent;
import org.mesoselk.localmesos.master.Master;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where everything is, for whoever started this process. */
record Announcement(String master, List<One> agents) {

    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
    private static final long POLL_MILLIS = 50;

    record One(String id, String url, String workDir) {}

    /** Waits until the master leads or knows who does, and all agents are registered. */
    static Announcement whenReady(Master master, List<Agent> agents, Path workDir) throws InterruptedException {
        List<One> ready = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            Agent agent = agents.get(i);
            while (agent.id().isEmpty() || !master.hasAgent(agent.id().get())) {
                Thread.sleep(POLL_MILLIS);
            }
            ready.add(new One(
                    agent.id().orElseThrow(),
                    agent.url(),
                    workDir.resolve("agent-" + (i + 1))
                            .toAbsolutePath()
                            .normalize()
                            .toString()));
        }
        return new Announcement(master.url(), ready);
    }

    /** Whole or not at all. */
    void write(Optional<Path> file) throws IOException {
        LOG.info("ready: master {} with {} agents", master, agents.size());
        if (file.isPresent()) {
            Path target = file.get().toAbsolutePath();
            Path next = target.resolveSibling(target.getFileName() + ".next");
            Files.write(next, Json.bytes(this));
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
