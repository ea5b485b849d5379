package org.mesoselk.localmesos.agent.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.mesoselk.localmesos.agent.docker.DockerContainer;

/**
 * A container to start.
 *
 * @param sandbox there already, with stdout and stderr
 * @param owner who gets the sandbox; empty: it stays with the agent's user
 * @param asOwner the command itself runs as the owner too
 * @param environment all of it: nothing of the agent's own is added
 * @param docker that the command starts, when it is not this host that it runs on
 */
public record Launch(
        String containerId,
        Path sandbox,
        List<CommandInfo.URI> uris,
        Optional<String> owner,
        boolean asOwner,
        List<String> command,
        Map<String, String> environment,
        Optional<DockerContainer> docker) {}
