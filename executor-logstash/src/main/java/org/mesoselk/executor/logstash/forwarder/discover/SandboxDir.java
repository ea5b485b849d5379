package org.mesoselk.executor.logstash.forwarder.discover;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.discover.Identify.Identity;
import org.mesoselk.executor.logstash.forwarder.read.Framing;

/**
 * A container's folder on the agent's disk, and whose it is as far as that is known. Kept from look to look, for there
 * may be ten thousand of them.
 */
final class SandboxDir {

    private final Folder folder;
    private final Owner owner;
    private Optional<String> linkedTask = Optional.empty();
    private List<Entry> entries = List.of();
    private long sinceMillis = Long.MIN_VALUE;
    private Optional<Identity> identity = Optional.empty();
    private Optional<SandboxPlace> place = Optional.empty();
    private List<Found> found = List.of();

    /**
     * As the place of a folder tells.
     *
     * @param child the container of one task of a group, inside the executor's own
     */
    record Owner(String agentId, String frameworkId, String executorId, String run, Optional<String> child) {

        String containerId() {
            return child.orElse(run);
        }

        Owner of(String inner) {
            return new Owner(agentId, frameworkId, executorId, run, Optional.of(inner));
        }
    }

    SandboxDir(Folder folder, Owner owner) {
        this.folder = folder;
        this.owner = owner;
    }

    Path path() {
        return folder.path();
    }

    Owner owner() {
        return owner;
    }

    /** The task that the executor's folder links to this child. */
    Optional<String> linkedTask() {
        return linkedTask;
    }

    /** What the walk has seen of it now. */
    void has(List<Entry> now, Optional<String> task) {
        linkedTask = task;
        if (now != entries) {
            entries = now;
            place = Optional.empty();
        }
    }

    /** @return since when it is known, which is now if it was not before */
    long since(long nowMillis) {
        if (sinceMillis == Long.MIN_VALUE) {
            sinceMillis = nowMillis;
        }
        return sinceMillis;
    }

    boolean isNew() {
        return sinceMillis == Long.MIN_VALUE;
    }

    Optional<Identity> identity() {
        return identity;
    }

    void is(Identity now) {
        identity = Optional.of(now);
    }

    /**
     * Its files; the same ones as before when nothing has changed.
     *
     * @param told whether their lines may leave with what is known
     */
    List<Found> found(Common common, boolean told) {
        Optional<Identity> shown = told ? identity : Optional.empty();
        if (place.isEmpty() || !place.get().identity().equals(shown)) {
            SandboxPlace now = new SandboxPlace(folder, owner, shown, common);
            place = Optional.of(now);
            found = entries.stream()
                    .filter(Entry.File.class::isInstance)
                    .map(Entry.File.class::cast)
                    .map(file -> new Found(now, file.name(), file.key()))
                    .toList();
        }
        return found;
    }

    /** What all sandboxes of an agent share. */
    record Common(String host, String agentId, Framing framing) {}
}
