package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.http.HttpService;
import org.mesoselk.localmesos.http.Routes;
import org.mesoselk.localmesos.link.ToMaster;
import org.mesoselk.localmesos.ui.MasterFacts;
import org.mesoselk.localmesos.ui.MasterPages;
import org.mesoselk.localmesos.ui.MasterSource;
import org.mesoselk.localmesos.ui.MasterSource.Standing;

class MasterPagesTest {

    private final Lab lab = new Lab();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Standing standing = new MasterSource.Leads();
    private HttpService http;

    @BeforeEach
    void serve() throws IOException {
        MasterSource source = new MasterSource() {
            @Override
            public Standing standing() {
                return standing;
            }

            @Override
            public <T> T ask(Function<MasterFacts, T> question) {
                return question.apply(new ClusterFacts(lab.core.cluster, "a <b> cluster"));
            }
        };
        Routes routes = new Routes();
        new MasterPages(source, lab.clock).addTo(routes);
        http = HttpService.start("127.0.0.1", 0, "pages", routes);
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(http.url() + path)).build(), BodyHandlers.ofString());
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** A running task that is healthy, on an agent with attributes. */
    private FakeScheduler running(String frameworkName, String task, String message, AgentInfo.Builder agentInfo) {
        FakeScheduler scheduler = lab.subscribe(Lab.framework(frameworkName)
                .setPrincipal("a principal")
                .setHostname("scheduler-host")
                .setWebuiUrl("http://scheduler-host:9200/page"));
        FakeAgent agent = FakeAgent.register(lab.core, agentInfo.build());
        scheduler.launch(
                scheduler.offers().get(0),
                0,
                Lab.task(task, scheduler.offers().get(0)).build());
        agent.resend(
                scheduler.frameworkId(),
                TaskStatus.newBuilder()
                        .setTaskId(
                                org.apache.mesos.v1.Protos.TaskID.newBuilder().setValue(task))
                        .setState(TaskState.TASK_RUNNING)
                        .setMessage(message)
                        .setTimestamp((double) lab.clock.instant().getEpochSecond() - 120)
                        .setAgentId(AgentID.newBuilder().setValue(agent.id()))
                        .setHealthy(true)
                        .build());
        return scheduler;
    }

    private static AgentInfo.Builder agent(String attribute, String value) {
        return Lab.agentInfo()
                .addAttributes(Attribute.newBuilder()
                        .setName(attribute)
                        .setType(Value.Type.TEXT)
                        .setText(Value.Text.newBuilder().setValue(value)));
    }

    @Test
    void theFirstPageShowsTheWholeAndTheTasksWithTheirSandboxes() throws Exception {
        String framework =
                running("a framework", "task-1", "", agent("rack", "r1")).frameworkId();
        String page = page("/");
        assertThat(page)
                .contains("a &lt;b&gt; cluster", "127.0.0.1:5050 (this master)", "Active Tasks", "Completed Tasks")
                .contains("<dt>Activated</dt><dd>1</dd>", "<dt>Running</dt><dd>1</dd>")
                .contains(
                        ">a framework</a>",
                        ">task-1</td>",
                        ">RUNNING</span>",
                        ">Healthy</span>",
                        ">2 minutes ago</time>")
                .contains("0.5 CPUs, 64 MB memory", "<progress value=\"0.5\" max=\"4.0\">")
                .contains("href=\"//127.0.0.1:5051/ui/task?framework=" + framework + "&amp;task=task-1\">Sandbox");
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void aFrameworkIsShownWithItsWebPageUntilItIsCompleted() throws Exception {
        FakeScheduler scheduler = running("a framework", "task-1", "", agent("rack", "r1"));
        String id = scheduler.frameworkId();
        assertThat(page("/ui/frameworks"))
                .containsSubsequence("Active Frameworks", "a framework", "Inactive Frameworks", "Completed Frameworks")
                .contains(">a principal</td>", ">*</td>", "<a href=\"http://scheduler-host:9200/page\" rel=");
        assertThat(page("/ui/framework?id=" + id))
                .contains("task-1", "<dt>State</dt><dd>Active</dd>", "scheduler-host");
        scheduler.disconnect();
        assertThat(page("/ui/frameworks")).containsSubsequence("Inactive Frameworks", "a framework");
        lab.passSeconds(700);
        assertThat(page("/ui/frameworks")).containsSubsequence("Completed Frameworks", "a framework");
        assertThat(page("/ui/framework?id=" + id))
                .contains("<dt>State</dt><dd>Completed</dd>")
                .containsSubsequence("No active tasks.", "Completed Tasks", "task-1", ">KILLED</span>", "Sandbox");
    }

    @Test
    void agentsOffersAndRolesAreShown() throws Exception {
        FakeScheduler scheduler = running("a framework", "task-1", "", agent("rack", "r1"));
        lab.passSeconds(2);
        String agent = scheduler.offers().get(0).getAgentId().getValue();
        assertThat(page("/ui/agents"))
                .contains(agent, "127.0.0.1:5051", ">rack:r1</td>", ">Active</span>", "0.5 / 4", "64 MB / 8 GB");
        assertThat(page("/ui/agent?id=" + agent)).contains("[31000-31999]", "task-1", "<a href=\"//127.0.0.1:5051/\">");
        assertThat(page("/ui/offers")).contains("3.5 CPUs, 7.9 GB memory", "a framework");
        assertThat(page("/ui/roles")).contains("data-label=\"Role\">*</td>", "0.5 CPUs, 64 MB memory");
    }

    @Test
    void whatTasksAndFrameworksSayIsTextOnEveryPage() throws Exception {
        String evil = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
        FakeScheduler scheduler = lab.subscribe(Lab.framework(evil)
                .setPrincipal(evil)
                .setUser(evil)
                .setHostname(evil)
                .setWebuiUrl("javascript:alert(3)"));
        FakeAgent agent =
                FakeAgent.register(lab.core, agent(evil, evil).setHostname(evil).build());
        String task = evil.replace("/", "");
        scheduler.launch(
                scheduler.offers().get(0),
                0,
                Lab.task(task, scheduler.offers().get(0)).setName(evil).build());
        agent.say(new ToMaster.StatusUpdate(
                FrameworkID.newBuilder().setValue(scheduler.frameworkId()).build(),
                TaskStatus.newBuilder()
                        .setTaskId(
                                org.apache.mesos.v1.Protos.TaskID.newBuilder().setValue(task))
                        .setState(TaskState.TASK_RUNNING)
                        .setMessage(evil)
                        .build()));
        lab.passSeconds(2);
        for (String path : new String[] {
            "/",
            "/ui/frameworks",
            "/ui/framework?id=" + scheduler.frameworkId(),
            "/ui/agents",
            "/ui/agent?id=" + agent.id(),
            "/ui/tasks",
            "/ui/offers",
            "/ui/roles"
        }) {
            assertThat(page(path))
                    .as(path)
                    .doesNotContain("<script>", "<img", "href=\"javascript")
                    .containsOnlyOnce("<script");
        }
        assertThat(page("/")).contains("&lt;script&gt;alert(1)");
        assertThat(get("/ui/framework?id=" + URLEncoder.encode(evil, StandardCharsets.UTF_8))
                        .body())
                .doesNotContain("<script>", "<img")
                .contains("This master knows no framework");
        assertThat(get("/ui/" + URLEncoder.encode(evil, StandardCharsets.UTF_8)).body())
                .doesNotContain("<script>", "<img");
    }

    @Test
    void aPageThatIsNotThereIsSaidInASentence() throws Exception {
        for (String path :
                new String[] {"/ui/nothing", "/ui/framework?id=x", "/ui/framework", "/ui/agent?id=x", "/ui/tasks?kind=x"
                }) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("<h1>Not found</h1>", "<nav>");
        }
        assertThat(get("/ui/agents?offset=-1").statusCode()).isEqualTo(400);
        assertThat(get("/ui/agents?offset=-1").body()).contains("The offset &#39;-1&#39; is not a number.");
        assertThat(get("/ui/agents?offset=99999999").statusCode()).isEqualTo(200);
    }

    @Test
    void thePagesAskForCredentialsWhereTheStateDoes() {
        for (String path : new String[] {"/", "/master/", "/ui/framework", "/ui/nothing"}) {
            assertThat(MasterRealms.of(path)).as(path).isEqualTo(MasterRealms.of("/state"));
        }
    }

    @Test
    void manyRowsAreShownInPages() throws Exception {
        for (int i = 0; i < 250; i++) {
            lab.agent();
        }
        assertThat(page("/ui/agents"))
                .contains("1&ndash;100 of 250", "<a href=\"/ui/agents?offset=100\">Next</a>")
                .contains("-S99</a>")
                .doesNotContain("-S100</a>", "Previous");
        assertThat(page("/ui/agents?offset=200"))
                .contains("201&ndash;250 of 250", "<a href=\"/ui/agents?offset=100\">Previous</a>", "-S249</a>")
                .doesNotContain("Next");
    }

    @Test
    void aMasterThatDoesNotLeadShowsWhoDoes() throws Exception {
        standing = new MasterSource.StandsBy("//leader:5050");
        assertThat(page("/")).contains("This master stands by", "<a href=\"//leader:5050/\">leader:5050</a>");
        assertThat(page("/ui/agent?id=a%3Cb")).contains("<a href=\"//leader:5050/ui/agent?id=a%3Cb\">");
        standing = new MasterSource.NobodyLeads();
        assertThat(page("/")).contains("No master leads");
    }

    @Test
    void theStyleAndTheScriptAreServedAndNothingElseIsNeeded() throws Exception {
        assertThat(get("/ui/mesos.css").headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
        assertThat(get("/ui/mesos.js").body()).contains("follower");
        assertThat(page("/")).doesNotContain("src=\"http", "style=", "onclick");
    }
}
