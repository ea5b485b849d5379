package org.mesoselk.commons.logstash;

import java.util.Map;

/**
 * Framework message from the scheduler to a Logstash executor whose engine is {@link LogstashTask#LOGSTASH}: whether
 * the Logstash there would take these pipelines, which changes nothing of what runs. The answer is {@link
 * OfficialReport#validation} with the fingerprint of these; it takes as long as Logstash takes to start, half a minute or
 * more.
 *
 * @param type always {@code validate}
 * @param pipelines text by name
 */
public record Validate(String type, Map<String, String> pipelines) {

    public static final String TYPE = "validate";

    public static Validate of(Map<String, String> pipelines) {
        return new Validate(TYPE, Map.copyOf(pipelines));
    }
}
