package org.mesoselk.scheduler.api.kibana;

import java.util.List;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.HomePage;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page at /: links to the instances that run, and to what can be read. */
@RestController
class KibanaHome {
    private static final List<String> PATHS =
            List.of("/v1/status", "/v1/spec", "/v1/members", "/v1/kibana/instances", "/v1/kibana/endpoints");

    private final ApiContext scheduler;

    KibanaHome(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String home() {
        Published published = scheduler.board().read();
        List<Instance> instances = Instance.all(published, scheduler.settings());
        return HomePage.of(
                scheduler.settings().frameworkName(),
                PATHS,
                "<p>" + instances.stream().filter(Instance::isReady).count() + " of "
                        + KibanaSpec.of(published.records()).wanted() + " instances are ready.</p>"
                        + "<table><tr><th>instance</th><th>group</th><th>state</th></tr>"
                        + instances.stream().map(KibanaHome::row).collect(Collectors.joining())
                        + "</table>");
    }

    private static String row(Instance instance) {
        String name = HtmlUtils.htmlEscape(instance.member().name());
        String shown = instance.isReady()
                ? "<a href=\"" + HtmlUtils.htmlEscape(instance.url().orElse("")) + "\">" + name + "</a>"
                : name;
        return "<tr><td>" + shown + "</td><td>" + HtmlUtils.htmlEscape(instance.group()) + "</td><td>"
                + Names.of(instance.member().state()) + "</td></tr>";
    }
}
