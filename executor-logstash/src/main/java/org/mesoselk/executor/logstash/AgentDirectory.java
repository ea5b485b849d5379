package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.mesoselk.commons.process.DirectoryLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's folder in the registry directory: whichever engine it has, one executor at a time has it.
 *
 * @param path of the folder
 */
record AgentDirectory(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(AgentDirectory.class);

    private static final long PAUSE_MILLIS = 200;

    /** @param workDir of the agent, without links in its path */
    static AgentDirectory of(String registryDir, Path workDir) {
        return new AgentDirectory(Path.of(registryDir).resolve("agent-" + fingerprint(workDir)));
    }

    /** Why it cannot be used, beside being in use; makes it when there is none. */
    Optional<String> fault(Path workDir) {
        if (path.normalize().startsWith(workDir.resolve("slaves"))) {
            return Optional.of("The registry directory " + path.getParent()
                    + " lies in a sandbox, which Mesos removes; name a directory outside of the agent's work_dir.");
        }
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.delete(Files.createTempFile(path, "writable-", ""));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The registry directory " + path + " cannot be written to by "
                    + System.getProperty("user.name") + " (" + e.getClass().getSimpleName()
                    + "); make it writable for this user, or name another one.");
        }
    }

    /** Takes the lock. @param patience how long the executor before this one may take to end */
    DirectoryLock.Outcome lock(Path sandbox, Duration patience) throws IOException, InterruptedException {
        String holder = "an executor with pid " + ProcessHandle.current().pid() + ", sandbox " + sandbox;
        long deadline = System.nanoTime() + patience.toNanos();
        DirectoryLock.Outcome outcome = DirectoryLock.take(path, holder);
        if (outcome instanceof DirectoryLock.Outcome.Held held) {
            LOG.info("Waiting up to {} s for {}", patience.toSeconds(), held.holder());
        }
        while (outcome instanceof DirectoryLock.Outcome.Held && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            outcome = DirectoryLock.take(path, holder);
        }
        return outcome;
    }

    /** A work_dir is what an agent is on its host; its id changes when it is registered anew. */
    private static String fingerprint(Path workDir) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256")
                    .digest(workDir.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
