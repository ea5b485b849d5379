package org.mesoselk.executor.kibana.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.executor.kibana.Tasks;
import org.mesoselk.executor.kibana.distribution.Home;
import org.mesoselk.testsupport.kibana.StandInKibana;

class PreflightTest {

    private static final UnixUser NOBODY = new UnixUser("nobody", 65534, 65534);
    private static final UnixUser ALICE = new UnixUser("alice", 1000, 1000);

    @TempDir
    Path directory;

    private final FakeHost host = new FakeHost();
    private Home home;

    @BeforeEach
    void aKibanaIsThere() throws IOException {
        home = Home.at(StandInKibana.make(directory.resolve("kibana"), "8.15.3"))
                .orElseThrow();
    }

    private Verdict check(KibanaTask task) {
        return new Preflight(host, directory).check(task, home);
    }

    private List<String> sentences(KibanaTask task) {
        return ((Verdict.Unfit) check(task)).sentences();
    }

    private static KibanaTask on(int port, Optional<String> nodeHome, Optional<String> runAs) {
        KibanaTask task = Tasks.task();
        return new KibanaTask(
                task.name(),
                task.host(),
                port,
                task.endpoints(),
                task.access(),
                new KibanaTask.Distribution(Optional.empty(), Optional.empty(), nodeHome, runAs),
                task.heapMb(),
                task.proxy(),
                task.keys(),
                task.settings(),
                task.fingerprint());
    }

    private static KibanaTask on(int port) {
        return on(port, Optional.empty(), Optional.empty());
    }

    @Test
    void rootRunsItAsNobody() {
        Verdict.Fit fit = (Verdict.Fit) check(on(31601));

        assertThat(fit.credentials()).isEqualTo(Credentials.of(NOBODY));
        assertThat(fit.node()).isEqualTo(home.directory().resolve("node/bin/node"));
    }

    @Test
    void belowPort1024ItKeepsTheOneRightThatItNeeds() {
        Verdict.Fit fit = (Verdict.Fit) check(on(443));

        assertThat(fit.credentials()).isEqualTo(Credentials.of(NOBODY).withAnyPort());
    }

    @Test
    void anOrdinaryUserCannotHaveAPrivilegedPort() {
        host.self = ALICE;
        host.binding = new Host.Binding.Privileged();

        assertThat(sentences(on(443))).singleElement().asString().contains("443 is below 1024", "alice");
    }

    @Test
    void rootIsRefusedAsKibanaRefusesIt() {
        assertThat(sentences(on(31601, Optional.empty(), Optional.of("root"))))
                .containsExactly("Kibana refuses to run as root; give another user to run it as.");
    }

    @Test
    void aPortInUseMayPass() {
        host.binding = new Host.Binding.InUse();
        Verdict.Unfit unfit = (Verdict.Unfit) check(on(31601));

        assertThat(unfit.passing()).isTrue();
        assertThat(unfit.sentences()).singleElement().asString().contains("port 31601 on 10.0.0.5 is used");
    }

    @Test
    void anAddressOfAnotherHostDoesNotPass() {
        host.binding = new Host.Binding.Impossible("Cannot assign requested address");
        Verdict.Unfit unfit = (Verdict.Unfit) check(on(31601));

        assertThat(unfit.passing()).isFalse();
    }

    @Test
    void aNodeThatDoesNotRunIsNamed() {
        host.node = new Host.NodeVersion.Fails("it ended with exit code 1: GLIBC_2.28 not found");

        assertThat(sentences(on(31601)))
                .singleElement()
                .asString()
                .contains("node/bin/node does not run", "GLIBC_2.28", "node home");
    }

    @Test
    void theNodeHomeThatIsGivenIsTaken() {
        Verdict.Fit fit = (Verdict.Fit) check(on(31601, Optional.of("/opt/node"), Optional.empty()));

        assertThat(fit.node()).isEqualTo(Path.of("/opt/node/bin/node"));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        Files.delete(home.directory().resolve("node/bin/node"));
        Files.delete(home.directory().resolve("src/cli/dist.js"));
        host.binding = new Host.Binding.InUse();
        host.users = Map.of();

        assertThat(sentences(on(31601))).hasSize(4);
    }

    @Test
    void aSandboxThatIsClosedIsOpened() {
        host.closed.add(directory);

        assertThat(check(on(31601))).isInstanceOf(Verdict.Fit.class);
        assertThat(host.opened).containsExactly(directory);
    }

    @Test
    void theRealHostKnowsWhetherAPortIsFreeAndANodeRuns() throws IOException {
        LinuxHost real = new LinuxHost(org.mesoselk.commons.process.Users.ofThisHost(), Optional.empty());
        try (java.net.ServerSocket taken =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThat(real.bind("127.0.0.1", taken.getLocalPort())).isInstanceOf(Host.Binding.InUse.class);
        }
        assertThat(real.bind("192.0.2.1", 0)).isInstanceOf(Host.Binding.Impossible.class);
        assertThat(real.nodeVersion(home.directory().resolve("node/bin/node")))
                .isEqualTo(new Host.NodeVersion.Runs("v20.0.0"));
        assertThat(real.nodeVersion(Path.of("/bin/false"))).isInstanceOf(Host.NodeVersion.Fails.class);
        assertThat(real.nodeVersion(directory.resolve("none"))).isInstanceOf(Host.NodeVersion.Fails.class);
    }

    private static final class FakeHost implements Host {

        UnixUser self = new UnixUser("root", 0, 0);
        Map<String, UnixUser> users = Map.of("nobody", NOBODY, "root", new UnixUser("root", 0, 0));
        Binding binding = new Binding.Free();
        NodeVersion node = new NodeVersion.Runs("v20.0.0");
        Set<Path> closed = new HashSet<>();
        Set<Path> opened = new HashSet<>();

        @Override
        public UnixUser self() {
            return self;
        }

        @Override
        public Optional<UnixUser> user(String spec) {
            return Optional.ofNullable(users.get(spec));
        }

        @Override
        public Reach reach(Credentials credentials, List<Path> paths) {
            return paths.stream()
                    .filter(path -> closed.contains(path) && !opened.contains(path))
                    .findFirst()
                    .<Reach>map(Reach.Closed::new)
                    .orElse(new Reach.Open());
        }

        @Override
        public boolean openOwnFolder(Path folder, UnixUser user) {
            return opened.add(folder);
        }

        @Override
        public Binding bind(String address, int port) {
            return binding;
        }

        @Override
        public NodeVersion nodeVersion(Path path) {
            return node;
        }
    }
}
