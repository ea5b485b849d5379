package org.mesoselk.executor.elasticsearch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.executor.elasticsearch.Homes;
import org.mesoselk.executor.elasticsearch.Tasks;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.version.VersionLine;
import org.mesoselk.executor.elasticsearch.version.VersionLines;

class PreflightTest {

    private static final UnixUser ALICE = new UnixUser("alice", 1000, 1000);

    @TempDir
    Path sandbox;

    private final FakeHost host = new FakeHost();
    private Home home;
    private VersionLine line;

    @BeforeEach
    void makeHome() throws Exception {
        home = Homes.make(sandbox.resolve("home"), "8.19.20");
        line = VersionLines.of(home.version()).orElseThrow();
    }

    @Test
    void onAHealthyHostRootRunsTheNodeAsNobodyWithoutAnyCapability() {
        Verdict.Fit fit = fit(Tasks.PLAIN);

        assertThat(fit.credentials()).isEqualTo(Credentials.of(FakeHost.NOBODY));
        assertThat(fit.javaHome()).isEqualTo(Path.of("/own/java"));
    }

    @Test
    void theUserOfElasticsearchsPackagesIsPreferredAndTheTasksUserMore() {
        UnixUser packaged = new UnixUser("elasticsearch", 105, 110);
        host.users.put("elasticsearch", packaged);
        host.users.put("alice", ALICE);

        assertThat(fit(Tasks.PLAIN).credentials()).isEqualTo(Credentials.of(packaged));
        assertThat(fit(Tasks.withRunAs("alice")).credentials()).isEqualTo(Credentials.of(ALICE));
    }

    @Test
    void anOrdinaryUserRunsTheNodeAsItself() {
        host.self = ALICE;

        assertThat(fit(Tasks.withRunAs("nobody")).credentials()).isEqualTo(Credentials.ownUser());
    }

    @Test
    void rootAndUsersWhoAreNotThereAreRefused() {
        host.users.put("root", new UnixUser("root", 0, 0));

        assertThat(faults(Tasks.withRunAs("ghost"))).singleElement().asString().contains("'ghost'", "create it");
        assertThat(faults(Tasks.withRunAs("root"))).singleElement().asString().contains("refuses to run as root");
    }

    @Test
    void ofTheExecutorsOwnFoldersOnlyTheSandboxIsOpened() {
        host.closed.add(sandbox);

        assertThat(fit(Tasks.PLAIN).credentials()).isEqualTo(Credentials.of(FakeHost.NOBODY));
        assertThat(host.opened).containsExactly(sandbox);
    }

    @Test
    void whatElseIsClosedIsPassedWithOneCapabilityAndTheLogSaysSo() {
        host.closed.add(home.launcher());

        Verdict.Fit fit = fit(Tasks.PLAIN);

        assertThat(fit.credentials()).isEqualTo(Credentials.of(FakeHost.NOBODY).withReadAnywhere());
        assertThat(fit.notes()).anyMatch(note -> note.contains("dac_read_search"));
        assertThat(host.opened).isEmpty();
    }

    @Test
    void whereTheCapabilityCannotBeHadTheClosedFolderIsNamed() {
        host.closed.add(home.launcher());
        host.capability = false;

        assertThat(faults(Tasks.PLAIN))
                .singleElement()
                .asString()
                .contains(home.launcher().toString(), "nobody", "chmod o+x");
    }

    @Test
    void withoutSetprivRootIsToldWhatToInstall() {
        host.refused = Optional.of("setpriv is not installed");

        assertThat(faults(Tasks.PLAIN)).singleElement().asString().contains("setpriv is not installed", "util-linux");
    }

    @Test
    void limitsAreFatalOnlyBeyondLoopback() {
        host.maxMapCount = OptionalLong.of(65_530);
        host.openFiles = OptionalLong.of(20_000);

        assertThat(faults(Tasks.withNetworkHost("10.0.0.1")))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains("65530", "sysctl -w vm.max_map_count=262144"))
                .anySatisfy(fault -> assertThat(fault).contains("20000", "65535", "LimitNOFILE"));

        host.address = Host.Address.LOOPBACK;
        assertThat(fit(Tasks.PLAIN)).isNotNull();
    }

    @Test
    void withoutMemoryMapsTheirLimitDoesNotMatter() {
        host.maxMapCount = OptionalLong.of(65_530);

        assertThat(fit(Tasks.withSettings(Map.of("node.store.allow_mmap", "false"))))
                .isNotNull();
    }

    @Test
    void limitsThatCannotBeReadAreLeftToElasticsearch() {
        host.maxMapCount = OptionalLong.empty();
        host.openFiles = OptionalLong.empty();

        assertThat(fit(Tasks.PLAIN)).isNotNull();
    }

    @Test
    void aFullDiskIsNamedWithItsNumbers() {
        host.space = new Host.Space(40L << 30, 1000L << 30);
        assertThat(faults(Tasks.PLAIN))
                .singleElement()
                .asString()
                .contains(sandbox.toString(), "40960 MiB free", "1024000 MiB");

        host.space = new Host.Space(99L << 20, 200L << 20);
        assertThat(faults(Tasks.PLAIN)).singleElement().asString().contains("99 MiB free", "100 MiB are needed");

        host.space = new Host.Space(150L << 30, 100_000L << 30);
        assertThat(fit(Tasks.PLAIN)).as("0.15 % of a very large disk is enough").isNotNull();
    }

    @Test
    void aPortInUseMayPassAndAForeignAddressDoesNot() {
        host.bindings.put(9200, new Host.Binding.InUse());
        Verdict.Unfit passing = unfit(Tasks.PLAIN);
        assertThat(passing.passing()).isTrue();
        assertThat(passing.sentences()).singleElement().asString().contains("HTTP port 9200", "another process");

        host.bindings.put(9300, new Host.Binding.Impossible("Cannot assign requested address"));
        Verdict.Unfit lasting = unfit(Tasks.PLAIN);
        assertThat(lasting.passing()).isFalse();
        assertThat(lasting.sentences()).hasSize(2);
    }

    @Test
    void anAddressThatOthersCannotReachIsRefused() {
        host.address = Host.Address.UNKNOWN;

        assertThat(faults(Tasks.withNetworkHost("_site_")))
                .singleElement()
                .asString()
                .contains("'_site_'");
    }

    @Test
    void aJdkThatIsTooOldOrNotThereIsNamed() {
        host.java = OptionalInt.of(11);
        assertThat(faults(Tasks.PLAIN)).singleElement().asString().contains("/own/java", "version 11", "17 or newer");

        host.java = OptionalInt.empty();
        assertThat(faults(Tasks.PLAIN)).singleElement().asString().contains("/own/java", "no JDK");
    }

    @Test
    void aJdkThatIsTooNewForAnOldLineIsNamed() throws Exception {
        home = Homes.make(sandbox.resolve("home-5"), "5.6.16");
        line = VersionLines.of(home.version()).orElseThrow();
        host.java = OptionalInt.of(25);
        assertThat(faults(Tasks.PLAIN)).singleElement().asString().contains("/own/java", "version 25", "8 to 17");

        host.java = OptionalInt.of(17);
        assertThat(fit(Tasks.PLAIN)).isNotNull();
    }

    @Test
    void whatThisUserCannotReadOrWriteIsNamed() {
        host.self = ALICE;
        host.writable = false;
        host.unreadable = Optional.of(home.config().resolve("users"));

        assertThat(faults(Tasks.withDataDir("/no/such/parent/es-0")))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains("alice", "cannot write to /,"))
                .anySatisfy(fault -> assertThat(fault).contains("config/users", "chmod -R a+rX"));
    }

    @Test
    void aDataDirectoryMustBeOnePath() {
        assertThat(faults(Tasks.withDataDir("relative")))
                .singleElement()
                .asString()
                .contains("absolute path");
        assertThat(faults(Tasks.withDataDir("/a,/b")))
                .singleElement()
                .asString()
                .contains("comma");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        host.maxMapCount = OptionalLong.of(1);
        host.openFiles = OptionalLong.of(1);
        host.space = new Host.Space(1, 1L << 40);
        host.java = OptionalInt.of(8);
        host.users.clear();
        host.bindings.put(9200, new Host.Binding.InUse());

        assertThat(faults(Tasks.PLAIN)).hasSize(6);
    }

    private Verdict check(ElasticsearchTask task) {
        return new Preflight(host, sandbox, Path.of("/own/java")).check(task, home, line);
    }

    private Verdict.Fit fit(ElasticsearchTask task) {
        Verdict verdict = check(task);
        assertThat(verdict).isInstanceOf(Verdict.Fit.class);
        return (Verdict.Fit) verdict;
    }

    private Verdict.Unfit unfit(ElasticsearchTask task) {
        Verdict verdict = check(task);
        assertThat(verdict).isInstanceOf(Verdict.Unfit.class);
        return (Verdict.Unfit) verdict;
    }

    private List<String> faults(ElasticsearchTask task) {
        return unfit(task).sentences();
    }
}
