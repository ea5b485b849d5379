package org.mesoselk.executor.logstash.official.render;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.Pipelines;

/**
 * Pipelines as they were told, before endpoints are in them.
 *
 * @param fingerprint of what was told ({@link Pipelines#fingerprint}), also when that was nothing
 * @param texts by name, at least one
 */
public record Template(String fingerprint, Map<String, String> texts) {

    /** @param told empty means {@code byDefault} under its own name */
    public static Template of(Map<String, String> told, String byDefault) {
        return new Template(
                Pipelines.fingerprint(told),
                told.isEmpty() ? Map.of(DefaultPipeline.NAME, byDefault) : Map.copyOf(told));
    }

    /** What Logstash is given. */
    public Map<String, String> render(List<String> endpoints) {
        Map<String, String> rendered = new TreeMap<>();
        texts.forEach((name, text) -> rendered.put(name, Variables.withEndpoints(text, endpoints)));
        return rendered;
    }
}
