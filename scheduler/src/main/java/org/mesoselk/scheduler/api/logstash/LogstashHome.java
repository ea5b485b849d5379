package org.mesoselk.scheduler.api.logstash;

import java.util.List;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.HomePage;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.core.logstash.Coverage;
import org.mesoselk.scheduler.core.logstash.Coverage.Covered;
import org.mesoselk.scheduler.core.logstash.Coverage.Uncovered;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page at /: which agents are covered, and what can be read. */
@RestController
class LogstashHome {
    private static final List<String> PATHS =
            List.of("/v1/status", "/v1/coverage", "/v1/spec", "/v1/members", "/v1/endpoints");

    private final ApiContext scheduler;

    LogstashHome(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String home() {
        return HomePage.of(scheduler.settings().frameworkName(), PATHS, coverage(CoverageNow.of(scheduler)));
    }

    private static String coverage(Coverage coverage) {
        return "<p>" + coverage.with().size() + " of " + coverage.wanted() + " agents are covered"
                + (coverage.agentsKnown() ? "" : "; the master's list of agents is not known") + ".</p>"
                + "<table><tr><th>agent</th><th>collector</th></tr>"
                + coverage.without().stream().map(LogstashHome::row).collect(Collectors.joining())
                + coverage.with().stream().map(LogstashHome::row).collect(Collectors.joining())
                + "</table>";
    }

    private static String row(Covered covered) {
        return row(
                covered.agent().hostname(),
                covered.member().name() + " " + Names.of(covered.member().state()));
    }

    private static String row(Uncovered uncovered) {
        return row(uncovered.agent().hostname(), "none: " + uncovered.why() + ", " + uncovered.sentence());
    }

    private static String row(String agent, String text) {
        return "<tr><td>" + HtmlUtils.htmlEscape(agent) + "</td><td>" + HtmlUtils.htmlEscape(text) + "</td></tr>";
    }
}
