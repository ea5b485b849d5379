package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.process.Ownership;
import tools.jackson.databind.JsonNode;

/** One scheduler, and real Kibanas of two real Elasticsearch clusters: the framework's, and one that was there before. */
class KibanaGroupsIT {

    private static final Path PICTURES = Path.of("target", "kibana");

    private static final Duration SOON = Duration.ofMinutes(2);

    /** A Kibana 5 makes its bundles for a new base path on what the machine has left. */
    private static final Duration BUNDLES = Duration.ofMinutes(10);

    /** Of the table in Discover. */
    private static final Pattern CELL = Pattern.compile(">\\s*ours\\s*<");

    private static final String OURS = "kibana-default-0";
    private static final String THEIRS = "kibana-old-0";

    @TempDir
    Path folder;

    private ElkHome home;
    private ElkKibana instances;
    private Chromium browser;

    @BeforeEach
    void whatItTakes() throws IOException {
        LeakCheck.watch(folder);
        browser = Chromium.orSkip(folder);
        Distributions.kibana5OrSkip();
        home = ElkHome.in(folder);
        instances = new ElkKibana(home, folder);
        Files.createDirectories(PICTURES);
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        if (home == null) {
            return;
        }
        KeptLogs.keep(home.home(), "kibana", "groups");
        home.run("down --wipe --yes").expect(0);
        assertThat(Processes.under(folder)).as("processes left behind").isEmpty();
    }

    @Test
    void eachGroupShowsItsOwnClusterThroughAllThatHappensToIt() throws Exception {
        try (ForeignCluster foreign = ForeignCluster.start(Distributions.elasticsearch5(), folder.resolve("foreign"))) {
            oneCopyOfEachShard(foreign);
            write(foreign.node("first").url(), "theirs");
            home.run("up --stack 5 --agents 2 --without-logstash --set-kibana group=old="
                            + foreign.node("first").url() + ","
                            + foreign.node("second").url())
                    .expect(0);
            String ours = home.framework("elasticsearch").at("/endpoints/0").asString();
            write(ours, "ours");
            discoverBeginsWithTheDiary(ours);

            eachShowsItsOwn();
            aMemberLeavesWhileAClientReadsAndNoPageFails(foreign);
            groupsAreScaledApart();
            behindAReverseProxy();
        }
    }

    /** So that a node that leaves takes documents along, unless they were moved before. */
    private static void oneCopyOfEachShard(ForeignCluster foreign) throws IOException {
        Rest.put(
                        foreign.node("master").url() + "/_template/one-copy",
                        "{\"template\": \"*\", \"settings\": {\"number_of_replicas\": 0}}")
                .expect(200);
    }

    private static void write(String elasticsearch, String whose) throws IOException {
        Rest.put(elasticsearch + "/diary/page/1?refresh=true", "{\"whose\": \"" + whose + "\"}")
                .expect(201);
    }

    private static void discoverBeginsWithTheDiary(String elasticsearch) throws IOException {
        Rest.put(elasticsearch + "/.kibana/index-pattern/diary?refresh=true", "{\"title\": \"diary\"}")
                .expect(201);
        Rest.post(
                        elasticsearch + "/.kibana/config/5.1.1/_update?refresh=true&retry_on_conflict=5",
                        "{\"doc\": {\"defaultIndex\": \"diary\"}, \"doc_as_upsert\": true}")
                .expect(200);
    }

    private void eachShowsItsOwn() throws IOException {
        assertThat(ElkKibana.state(url(OURS))).isEqualTo("green");
        assertThat(ElkKibana.state(url(THEIRS))).isEqualTo("green");
        assertThat(diary(url(OURS)).body()).contains("ours").doesNotContain("theirs");
        assertThat(diary(url(THEIRS)).body()).contains("theirs").doesNotContain("ours");
    }

    /** As a page of Kibana asks for documents: through its server. */
    private static Rest.Answer diary(String kibana) throws IOException {
        return Rest.get(kibana + "/elasticsearch/diary/_search").expect(200);
    }

    private void aMemberLeavesWhileAClientReadsAndNoPageFails(ForeignCluster foreign) throws IOException {
        assertThat(openedConnections(foreign, "second"))
                .as("connections that Kibana made to the member that leaves")
                .isPositive();
        long process = instances.process(THEIRS);
        try (Poller documents = Poller.of(
                        url(THEIRS) + "/elasticsearch/diary/_search",
                        answer -> answer.status() == 200 && answer.body().contains("theirs"));
                Poller page = Poller.of(url(THEIRS) + "/app/kibana", answer -> answer.status() == 200)) {
            foreign.remove("second");
            int after = documents.successes() + 20;
            int pagesAfter = page.successes() + 20;
            Await.until(
                    "pages after the member has gone",
                    SOON,
                    () -> documents.successes() - after + ", " + (page.successes() - pagesAfter),
                    seen -> documents.successes() > after && page.successes() > pagesAfter);
            assertThat(documents.longestRow())
                    .as(documents.failures().toString())
                    .isLessThanOrEqualTo(1);
            assertThat(page.longestRow()).as(page.failures().toString()).isLessThanOrEqualTo(1);
        }
        assertThat(instances.process(THEIRS)).as("the same process").isEqualTo(process);
        assertThat(ElkKibana.state(url(THEIRS))).isEqualTo("green");
    }

    private static int openedConnections(ForeignCluster foreign, String node) throws IOException {
        return Rest.get(foreign.node("master").url() + "/_nodes/" + node + "/stats/http")
                .expect(200)
                .json()
                .at("/nodes")
                .iterator()
                .next()
                .at("/http/total_opened")
                .asInt();
    }

    private void groupsAreScaledApart() throws IOException {
        home.run("scale kibana 2 --group old --wait --timeout 3m").expect(0);
        assertThat(diary(url("kibana-old-1")).body()).contains("theirs");
        aRestartLeavesOneOfTwo();
        home.run("scale kibana 0 --group old --wait --timeout 2m").expect(0);
        assertThat(instances.members())
                .extracting(member -> member.path("name").asString())
                .containsExactly(OURS);
        assertThat(diary(url(OURS)).body()).contains("ours");
    }

    private void aRestartLeavesOneOfTwo() throws IOException {
        String api = home.framework("kibana").path("api").asString();
        List<String> two = List.of(THEIRS, "kibana-old-1");
        List<String> before = List.of(instances.task(two.get(0)), instances.task(two.get(1)));
        Rest.post(api + "/v1/kibana/restart?group=old", "").expect(202);
        AtomicInteger fewest = new AtomicInteger(two.size());
        Await.often(
                "two new tasks that are ready",
                SOON,
                () -> Rest.get(api + "/v1/status").json(),
                seen -> {
                    List<JsonNode> found =
                            two.stream().map(name -> ElkKibana.find(seen, name)).toList();
                    int green = (int) found.stream()
                            .filter(member -> isGreen(member.path("url").asString("")))
                            .count();
                    fewest.accumulateAndGet(green, Math::min);
                    return green == two.size()
                            && found.stream()
                                    .noneMatch(member ->
                                            before.contains(member.path("task").asString("")));
                });
        assertThat(fewest).as("instances that served at any moment").hasValue(1);
    }

    private static boolean isGreen(String kibana) {
        try {
            return !kibana.isEmpty() && ElkKibana.state(kibana).equals("green");
        } catch (IOException | AssertionError e) {
            return false;
        }
    }

    private void behindAReverseProxy() throws IOException {
        Path bundles = Files.createDirectories(folder.resolve("bundles"));
        if (ForeignNode.ordinaryUser().isPresent()) {
            Ownership.give(bundles, ForeignNode.ordinaryUser().get());
        }
        String before = instances.task(OURS);
        instances
                .restartSchedulerWith(
                        "--set-kibana base-path=/kibana --set-kibana memory=2048"
                                + " --set-kibana kibana-setting=optimize.bundleDir=" + bundles,
                        "--timeout 10m")
                .expect(0);
        Await.until(
                "an instance that knows its base path",
                BUNDLES,
                () -> home.framework("kibana"),
                seen -> seen.path("ready").asInt() == 1
                        && !ElkKibana.find(seen, OURS).path("task").asString("").equals(before));
        try (StrippingProxy proxy = StrippingProxy.of("/kibana", url(OURS))) {
            assertThat(diary(proxy.url()).body()).contains("ours");
            Await.until(
                    "the document in Discover, below the base path",
                    SOON,
                    () -> browser.open(
                            proxy.url() + "/app/kibana#/discover?_a=(columns:!(whose),index:diary)",
                            PICTURES.toAbsolutePath().resolve("base-path.png")),
                    document -> CELL.matcher(document).find() && document.contains("/kibana/bundles/"));
        }
    }

    private String url(String member) throws IOException {
        JsonNode found = ElkKibana.find(home.framework("kibana"), member);
        return found.path("url").asString();
    }
}
