package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.localmesos.master.resources.Resources;

/** The folders of persistent volumes, {@code volumes/roles/ROLE/ID} below the work directory as in a real agent. */
final class Volumes {

    private final Path root;

    Volumes(Path workDir) {
        this.root = workDir.resolve("volumes/roles");
    }

    /** @param volume a disk with persistence */
    Path folder(Resource volume) {
        Resource refined = Resources.of(List.of(volume)).refined("").get(0);
        String role = refined.getReservationsCount() == 0
                ? "*"
                : refined.getReservations(refined.getReservationsCount() - 1).getRole();
        // A slash in a role's name cannot be part of a folder's, and a space cannot be part of a role's.
        return root.resolve(role.replace('/', ' '))
                .resolve(volume.getDisk().getPersistence().getId());
    }

    void create(Resource volume) throws IOException {
        Files.createDirectories(folder(volume));
    }

    void destroy(Resource volume) throws IOException {
        Path folder = folder(volume);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Links a task's volumes into the sandbox, where its container path says.
     *
     * @param owner who gets what is in them; empty: they stay with the agent's user
     * @throws IOException when something else is there, or a container path leads out of the sandbox
     */
    void link(List<Resource> resources, Path sandbox, Optional<UnixUser> owner) throws IOException {
        for (Resource resource : resources) {
            if (!resource.getDisk().hasPersistence()) {
                continue;
            }
            String containerPath = resource.getDisk().getVolume().getContainerPath();
            Path link = sandbox.resolve(containerPath).normalize();
            if (!link.startsWith(sandbox) || link.equals(sandbox)) {
                throw new IOException("the container path '" + containerPath + "' of volume '"
                        + resource.getDisk().getPersistence().getId() + "' is not below the sandbox");
            }
            Path folder = folder(resource);
            if (owner.isPresent()) {
                Ownership.giveOnce(folder, owner.get());
            }
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(folder)) {
                continue;
            }
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("the container path '" + containerPath + "' of volume '"
                        + resource.getDisk().getPersistence().getId() + "' is taken in the sandbox");
            }
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, folder);
        }
    }
}
