package org.mesoselk.scheduler.options;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Options as somebody gives them. */
final class Given {
    private Given() {}

    static Values arguments(String... arguments) {
        return read(Map.of(), arguments);
    }

    static Values environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return read(environment);
    }

    /** Of the Logstash command. */
    static Values logstash(String... arguments) {
        return read(LogstashFlags.all(), Map.of(), arguments);
    }

    static Values read(Map<String, String> environment, String... arguments) {
        return read(ElasticsearchFlags.all(), environment, arguments);
    }

    private static Values read(List<Flag> flags, Map<String, String> environment, String... arguments) {
        return OptionReader.read(
                new CommandLine(OptionReader.spec("test", "", flags)).parseArgs(arguments), flags, environment);
    }
}
