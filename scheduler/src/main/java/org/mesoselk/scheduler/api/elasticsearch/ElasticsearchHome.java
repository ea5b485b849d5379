package org.mesoselk.scheduler.api.elasticsearch;

import java.util.List;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.HomePage;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page at /. */
@RestController
class ElasticsearchHome {
    private static final List<String> PATHS = List.of(
            "/v1/status",
            "/v1/spec",
            "/v1/members",
            "/v1/operations",
            "/v1/endpoints",
            "/v1/tasks",
            "/v1/cluster",
            "/v1/cluster/elasticsearchNodes",
            "/v1/es/_cluster/health",
            "/v1/es/_cluster/stats",
            "/v1/es/_search");

    private final ApiContext scheduler;

    ElasticsearchHome(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String home() {
        return HomePage.of(scheduler.settings().frameworkName(), PATHS, "");
    }
}
