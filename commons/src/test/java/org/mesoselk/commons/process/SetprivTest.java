package org.mesoselk.commons.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetprivTest {

    private static final Setpriv SETPRIV = new Setpriv(Path.of("/usr/bin/setpriv"));
    private static final Credentials STRANGER = Credentials.of(new UnixUser("stranger", 54321, 54321));

    @TempDir
    Path folder;

    private Path inner;

    @BeforeEach
    void makeAClosedFolder() throws Exception {
        inner = Files.createDirectories(folder.resolve("closed/inner"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theCommandDropsEverythingAndDiesWithItsParent() {
        assertThat(SETPRIV.wrap(STRANGER, List.of("run", "-x")))
                .containsExactly(
                        "/usr/bin/setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--reuid=54321",
                        "--regid=54321",
                        "--clear-groups",
                        "--",
                        "run",
                        "-x");
        assertThat(SETPRIV.wrap(Credentials.ownUser(), List.of("run")))
                .containsExactly("/usr/bin/setpriv", "--pdeathsig", "KILL", "--", "run");
    }

    @Test
    void theFirstClosedParentIsNamed() {
        assumeRoot();

        assertThat(SETPRIV.reach(STRANGER, List.of(inner))).isEqualTo(new Reach.Closed(folder.resolve("closed")));
    }

    @Test
    void oneCapabilityOpensClosedParentsForReadingOnly() {
        assumeRoot();

        assertThat(SETPRIV.reach(STRANGER.withReadAnywhere(), List.of(inner))).isEqualTo(new Reach.Open());
        assertThat(SETPRIV.wrap(STRANGER.withReadAnywhere(), List.of("run")))
                .contains("--bounding-set=-all,+dac_read_search", "--securebits=+no_setuid_fixup");
    }

    @Test
    void whatSetprivRefusesIsToldAndIsNotTakenForClosed() {
        assertThat(new Setpriv(Path.of("/bin/false")).reach(STRANGER, List.of(inner)))
                .isInstanceOf(Reach.Refused.class);
    }

    private static void assumeRoot() {
        assumeTrue(Files.isExecutable(SETPRIV.binary()), "no setpriv on this host");
        assumeTrue(Users.ofThisHost().self().isRoot(), "only root can change user");
    }
}
