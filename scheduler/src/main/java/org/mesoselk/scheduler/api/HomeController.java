package org.mesoselk.scheduler.api;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** A plain page that links to what can be read. */
@RestController
class HomeController {
    private static final List<String> PATHS = List.of(
            "/v1/status",
            "/v1/spec",
            "/v1/members",
            "/v1/operations",
            "/v1/waits",
            "/v1/offers",
            "/v1/reservations",
            "/v1/endpoints",
            "/v1/tasks",
            "/v1/cluster",
            "/v1/cluster/elasticsearchNodes",
            "/v1/es/_cluster/health",
            "/v1/es/_cluster/stats",
            "/v1/es/_search",
            "/v1/health/live",
            "/v1/health/ready",
            "/v1/health/leader",
            "/v1/metrics",
            "/v1/openapi");

    private final ApiContext scheduler;

    HomeController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String home() {
        String name = HtmlUtils.htmlEscape(scheduler.settings().frameworkName());
        String links = PATHS.stream()
                .map(path -> "<li><a href=\"" + path.substring(1) + "\">" + path + "</a></li>")
                .collect(Collectors.joining());
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + name + "</title><h1>" + name
                + "</h1><ul>" + links + "</ul></html>";
    }
}
