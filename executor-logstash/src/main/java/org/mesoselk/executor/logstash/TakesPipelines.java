package org.mesoselk.executor.logstash;

import java.util.Map;

/** An engine that runs pipelines, and can be given others while it runs; what comes of it is in its report. */
public interface TakesPipelines {

    /** These are to run from now on. @param now text by name; empty means the default pipeline */
    void pipelines(Map<String, String> now);

    /** Whether it would take these. @param pipelines text by name */
    void validate(Map<String, String> pipelines);
}
