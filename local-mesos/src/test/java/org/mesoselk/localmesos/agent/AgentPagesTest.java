package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's pages for people, over HTTP: one task that runs and one that has ended. */
class AgentPagesTest {

    @TempDir
    static Path work;

    private static AgentRig rig;
    private static Path sandbox;

    @BeforeAll
    static void startAgent() throws Exception {
        rig = AgentRig.start(work, options -> options.attributes("rack:r1").executorShutdownGrace(Duration.ZERO));
        rig.run(Tasks.command("ended", Tasks.shell("echo out; echo err >&2")));
        rig.master.awaitState("ended", TaskState.TASK_FINISHED);
        rig.run(Tasks.command("running", Tasks.shell("echo hello; sleep 1040")));
        rig.master.awaitState("running", TaskState.TASK_RUNNING);
        sandbox = rig.sandbox("running").toRealPath();
    }

    @AfterAll
    static void endAgent() {
        rig.close();
    }

    private static HttpResponse<String> browse(String path) throws Exception {
        return rig.get("/ui/browse?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> file(String path, String more) throws Exception {
        return rig.get("/ui/file?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8) + more);
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }

    @Test
    void theFirstPageShowsExecutorsAndTasksAlsoThoseThatHaveEnded() throws Exception {
        HttpResponse<String> page = rig.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("agent-1", "rack:r1", "[31000-31099]", "0.2 CPUs")
                .containsSubsequence("<h2>Executors</h2>", "running", ">RUNNING</span>", "Sandbox")
                .containsSubsequence("<h2>Completed Executors</h2>", "ended", ">FINISHED</span>", "Sandbox")
                .contains("/ui/browse?path=" + encoded(sandbox));
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void aTasksSandboxIsFoundByItsId() throws Exception {
        for (String task : new String[] {"running", "ended"}) {
            HttpResponse<String> answer = rig.get("/ui/task?framework=framework-1&task=" + task);
            assertThat(answer.statusCode()).isEqualTo(307);
            assertThat(answer.headers().firstValue("Location"))
                    .contains("/ui/browse?path=" + encoded(rig.sandbox(task).toRealPath()));
        }
        HttpResponse<String> unknown = rig.get("/ui/task?framework=framework-1&task=%3Cb%3Enope");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body())
                .contains("knows no task &#39;&lt;b&gt;nope&#39;")
                .doesNotContain("<b>nope");
    }

    @Test
    void foldersAreListedWithSizesAndLinks() throws Exception {
        Path folder = Files.createDirectories(sandbox.resolve("deep/er"));
        Files.writeString(folder.resolve("data.log"), "x".repeat(1536));
        assertThat(browse(sandbox.toString()).body())
                .contains(">stdout</a>", ">stderr</a>", "/ui/browse?path=" + encoded(sandbox.resolve("deep")))
                .contains("/files/download?path=" + encoded(sandbox.resolve("stdout")));
        assertThat(browse(folder.toString()).body())
                .contains("1.5 KB", "-rw-", ">Sandbox</a>", "</time>", " / er")
                .contains("<a href=\"/ui/browse?path=" + encoded(sandbox.resolve("deep")) + "\">deep</a>");
        HttpResponse<String> notFolder = browse(folder + "/data.log");
        assertThat(notFolder.headers().firstValue("Location"))
                .contains("/ui/file?path=" + encoded(folder.resolve("data.log")));
    }

    @Test
    void aFileIsShownFromItsEndAndCanBeFollowed() throws Exception {
        assertThat(file(sandbox + "/stdout", "").body())
                .contains("hello\n", "data-follow=\"/files/read?path=" + encoded(sandbox.resolve("stdout")))
                .contains("<noscript><meta http-equiv=\"refresh\"");
        Path huge = sandbox.resolve("huge.log");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(5L << 30);
            file.seek(file.length());
            file.write("the end".getBytes(StandardCharsets.UTF_8));
        }
        String end = file(huge.toString(), "").body();
        assertThat(end).contains("the end", "data-end=\"5368709127\"", ">Beginning</a>", ">Earlier</a>");
        assertThat(end.length()).isLessThan(300_000);
        assertThat(file(huge.toString(), "&offset=5368709120").body())
                .contains("the end", "Bytes 5368709120 to 5368709127 of")
                .doesNotContain("data-follow", "http-equiv=\"refresh\"");
        assertThat(file(huge.toString(), "&offset=0").body()).contains(">Later</a>", ">End</a>");
        Files.delete(huge);
    }

    @Test
    void thePagesAskForCredentialsWhereTheStateDoes() {
        for (String path : new String[] {"/", "/ui/browse", "/ui/file"}) {
            assertThat(AgentRealms.of(path)).as(path).isEqualTo(AgentRealms.of("/state"));
        }
    }

    @Test
    void bytesThatAreNoTextAreShownAllTheSame() throws Exception {
        Files.write(sandbox.resolve("binary"), new byte[] {'a', 0, (byte) 0xff, 27, '<', 'b', '>'});
        assertThat(file(sandbox + "/binary", "").body()).contains("a\u2400\ufffd\u241b&lt;b&gt;");
    }

    @Test
    void hostileNamesStayText() throws Exception {
        Path folder = Files.createDirectories(sandbox.resolve("hostile"));
        Files.writeString(folder.resolve("\"><img src=x onerror=alert(1)>"), "<script>alert(2)</script>");
        Files.writeString(folder.resolve("line\r\nX-Evil: 1"), "x");
        assertThat(browse(folder.toString()).body()).doesNotContain("<img").contains("&lt;img src=x");
        assertThat(file(folder + "/\"><img src=x onerror=alert(1)>", "").body())
                .doesNotContain("<img", "<script>")
                .contains("&lt;script&gt;alert(2)");
        HttpResponse<String> download = rig.get("/files/download?path=" + encoded(folder.resolve("line\r\nX-Evil: 1")));
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.headers().firstValue("X-Evil")).isEmpty();
    }

    @Test
    void whatIsNotThereOrNotToBeShownIsSaidInASentence() throws Exception {
        Files.writeString(work.resolve("secret"), "the secret");
        Files.createSymbolicLink(sandbox.resolve("escape"), work.resolve("secret"));
        Files.createSymbolicLink(sandbox.resolve("escape-folder"), work);
        refused(rig.get("/ui/browse"), 400, "lacks");
        refused(rig.get("/ui/nothing"), 404, "There is no page /ui/nothing.");
        refused(browse("/etc"), 404, "in any sandbox of this agent");
        refused(browse(sandbox + "/nope"), 404, "in any sandbox of this agent");
        refused(browse(sandbox + "/../../.."), 400, "inaccessible");
        refused(browse(sandbox + "/escape-folder"), 400, "inaccessible");
        refused(file(sandbox + "/escape", ""), 400, "inaccessible");
        refused(file(sandbox + "/escape-folder/secret", ""), 400, "inaccessible");
        refused(file(sandbox + "/../../../../../../../../secret", ""), 400, "inaccessible");
        refused(file(sandbox.toString(), ""), 400, "Cannot read a directory.");
        refused(file(sandbox + "/stdout", "&offset=-5"), 400, "is not a number of bytes");
        refused(file(sandbox + "/stdout", "&offset=99999999999999999999"), 400, "is not a number of bytes");
        assertThat(new ProcessBuilder("mkfifo", sandbox.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        refused(file(sandbox + "/pipe", ""), 400, "it is no regular file");
    }

    private static void refused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.body()).contains("<h1>", sentence).doesNotContain("the secret", "Exception");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
