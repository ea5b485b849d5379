package org.mesoselk.testsupport.logstash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** How the stand-in is to behave, in a file of its home that a test may change while it runs. */
record Switches(Path file) {

    /** Milliseconds that a start takes; a real one takes 11,000 to 57,000. */
    static final String START = "start-millis";

    /** Events are taken by nobody. */
    static final String AWAY = "elasticsearch-away";

    /** Answers nobody, as on kernels whose TCP_INFO is larger than JRuby expects. */
    static final String SILENT = "api-silent";

    /** Ends as if it had run out of its heap. */
    static final String OUT_OF_MEMORY = "out-of-memory";

    /** An agent's id, the type and the name of a plugin: the Logstash of that agent does not have it. */
    static final String LACKING = "lacking";

    boolean is(String name) {
        return Boolean.parseBoolean(get(name, "false"));
    }

    long number(String name, long otherwise) {
        return Long.parseLong(get(name, String.valueOf(otherwise)));
    }

    String text(String name) {
        return get(name, "");
    }

    private String get(String name, String otherwise) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties.getProperty(name, otherwise);
    }
}
