package org.mesoselk.scheduler.api;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A plain page about a framework that links to what can be read. */
public final class HomePage {
    private static final List<String> OF_EVERY_FRAMEWORK = List.of(
            "/v1/waits",
            "/v1/offers",
            "/v1/reservations",
            "/v1/agents",
            "/v1/health/live",
            "/v1/health/ready",
            "/v1/health/leader",
            "/v1/metrics",
            "/v1/openapi");

    private HomePage() {}

    /** @param paths that only this framework has @param html that comes between the heading and the links */
    public static String of(String frameworkName, List<String> paths, String html) {
        String name = HtmlUtils.htmlEscape(frameworkName);
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + name + "</title><h1>" + name
                + "</h1>" + html + "<ul>" + links(paths) + links(OF_EVERY_FRAMEWORK) + "</ul></html>";
    }

    private static String links(List<String> paths) {
        return paths.stream()
                .map(path -> "<li><a href=\"" + path.substring(1) + "\">" + path + "</a></li>")
                .collect(Collectors.joining());
    }
}
