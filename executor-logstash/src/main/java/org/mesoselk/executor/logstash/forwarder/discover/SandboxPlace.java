package org.mesoselk.executor.logstash.forwarder.discover;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.discover.Identify.Identity;
import org.mesoselk.executor.logstash.forwarder.event.Origin;
import org.mesoselk.executor.logstash.forwarder.read.Framing;

/** A sandbox as the place of files; puts together path and origin when they are asked for. */
record SandboxPlace(Folder directory, SandboxDir.Owner owner, Optional<Identity> identity, SandboxDir.Common common)
        implements Found.Place {

    @Override
    public Path folder() {
        return directory.path();
    }

    @Override
    public Framing framing() {
        return common.framing();
    }

    @Override
    public Optional<Origin> origin(String file) {
        return identity.map(known -> new Origin(
                common.host(), common.agentId(), Optional.of(known.sandbox(owner, SandboxWalk.stream(file)))));
    }
}
