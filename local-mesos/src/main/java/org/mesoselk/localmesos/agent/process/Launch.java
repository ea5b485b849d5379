package org.mesoselk.localmesos.agent.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;

/**
 * A container to start.
 *
 * @param sandbox there already, with stdout and stderr
 * @param owner who gets the sandbox; empty: it stays with the agent's user
 * @param asOwner the command itself runs as the owner too
 * @param environment all of it: nothing of the agent's own is added
 */
public record Launch(
        String containerId,
        Path sandbox,
        List<CommandInfo.URI> uris,
        Optional<String> owner,
        boolean asOwner,
        List<String> command,
        Map<String, String> environment) {}
