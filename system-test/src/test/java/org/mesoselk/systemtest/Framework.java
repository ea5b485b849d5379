package org.mesoselk.systemtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which of the frameworks a scheduler is of: its command, and what tests always tell it. */
enum Framework {
    ELASTICSEARCH("elasticsearch", "scheduler") {
        @Override
        List<String> standard(Path folder, List<String> given) {
            List<String> options = new ArrayList<>();
            if (!given.contains("--elasticsearch-home")) {
                options.addAll(List.of(
                        "--elasticsearch-home", Distributions.elasticsearch8().toString()));
            }
            if (!given.contains("--data-dir")) {
                options.addAll(List.of("--data-dir", folder.resolve("data").toString()));
            }
            return options;
        }
    },
    LOGSTASH("logstash", "logstash-scheduler") {
        @Override
        List<String> standard(Path folder, List<String> given) {
            return List.of(
                    "--registry-dir", folder.resolve("registry").toString(), "--user", System.getProperty("user.name"));
        }
    };

    private final String command;
    private final String program;

    Framework(String command, String program) {
        this.command = command;
        this.program = program;
    }

    /** The scheduler's command, and what its framework is called unless told otherwise. */
    String command() {
        return command;
    }

    /** What its processes and their logs are called. */
    String program() {
        return program;
    }

    Path executor() {
        return Artifacts.jar("executor-" + command);
    }

    /** @param given what the test says, which comes first */
    abstract List<String> standard(Path folder, List<String> given);
}
