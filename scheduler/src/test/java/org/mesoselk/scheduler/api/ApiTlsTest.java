package org.mesoselk.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.scheduler.api.elasticsearch.ElasticsearchApi;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.testsupport.TestCertificates;

class ApiTlsTest {

    @TempDir
    Path folder;

    @Test
    void theExecutorAndTheStatusAreServedByHttps() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        TestCertificates.Pair own = certificates.server();
        Path jar = Files.writeString(folder.resolve("executor.jar"), "a jar");
        SSLContext tls = Tls.context(Pem.authorities(certificates.authority()), Optional.empty());
        try (FakeScheduler scheduler = new FakeScheduler(1);
                ApiServer api = ApiServer.start(
                        ElasticsearchApi.class,
                        scheduler.context(Optional.of(jar)),
                        "127.0.0.1",
                        0,
                        Optional.of(new ApiTls(own.certificate(), own.key())))) {
            HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
            String url = "https://127.0.0.1:" + api.port();
            assertThat(get(http, url + "/artifacts/executor.jar").body()).isEqualTo("a jar");
            assertThat(get(http, url + "/v1/health/live").statusCode()).isEqualTo(200);
            assertThat(throughAStandby(scheduler, url, tls)).contains("\"frameworkId\"");
        }
    }

    private static String throughAStandby(FakeScheduler leader, String url, SSLContext tls) throws Exception {
        Board board =
                new Board(Published.nothingYet(leader.board.read().records().spec(), FakeScheduler.AT));
        Leadership leadership = new Leadership(board, InstantSource.system());
        leadership.sees(true, Optional.of(url));
        ApiContext context = new ApiContext(
                board,
                leadership,
                FakeScheduler.SETTINGS,
                port -> "http://127.0.0.1:" + port,
                Optional.empty(),
                id -> Optional.empty(),
                new MesosTally(),
                Optional.of(tls));
        try (ApiServer standby = ApiServer.start(ElasticsearchApi.class, context, "127.0.0.1", 0)) {
            HttpResponse<String> answer =
                    get(HttpClient.newHttpClient(), "http://127.0.0.1:" + standby.port() + "/v1/status");
            assertThat(answer.headers().firstValue(LeaderProxy.LEADER)).hasValue(url);
            return answer.body();
        }
    }

    private static HttpResponse<String> get(HttpClient http, String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
