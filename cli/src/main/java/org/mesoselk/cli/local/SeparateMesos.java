package org.mesoselk.cli.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Settings.MesosSettings;

/** Which of the options of a Mesos in one process go to which process when they are separate. */
record SeparateMesos(MesosSettings settings, int portsBase) {

    private static final Set<String> OF_AGENTS = Set.of(
            "switch-user",
            "no-switch-user",
            "executor-registration-timeout",
            "executor-reregistration-timeout",
            "executor-shutdown-grace-period",
            "recovery-timeout");

    /** What `all` takes to give each agent its ports, which is done here. */
    private static final Set<String> OF_NOBODY = Set.of("port-range-size", "ports-base");

    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,6})=(.*)");

    Map<String, String> masterOptions() {
        Map<String, String> options = new HashMap<>(settings.options());
        OF_NOBODY.stream().filter(options::containsKey).findFirst().ifPresent(option -> {
            throw Failure.usage("--set-mesos " + option + " is only for a Mesos in one process: leave it out");
        });
        options.keySet().removeIf(option -> OF_AGENTS.contains(option.replace('_', '-')));
        return options;
    }

    List<String> agentOptions(int number) {
        List<String> arguments = new ArrayList<>();
        String resources = ofAgent(settings.resources(), number, "cpus:2;mem:2048;disk:20000");
        int first = portsBase + (number - 1) * PortsBase.SIZE;
        arguments.addAll(List.of(
                "--resources",
                resources.contains("ports")
                        ? resources
                        : resources + ";ports:[" + first + "-" + (first + PortsBase.SIZE - 1) + "]"));
        arguments.addAll(List.of("--attributes", ofAgent(settings.attributes(), number, "")));
        settings.options().forEach((option, value) -> {
            if (OF_AGENTS.contains(option.replace('_', '-'))) {
                arguments.addAll(List.of("--" + option, value));
            }
        });
        return arguments;
    }

    /** As local-mesos reads them: a value of all agents, or as 2=VALUE of the second one. */
    private static String ofAgent(List<String> values, int number, String otherwise) {
        String ofAll = otherwise;
        String own = "";
        boolean isOwn = false;
        for (String value : values) {
            Matcher matcher = NUMBERED.matcher(value);
            if (!matcher.matches()) {
                ofAll = value;
            } else if (Integer.parseInt(matcher.group(1)) == number) {
                own = matcher.group(2);
                isOwn = true;
            }
        }
        return isOwn ? own : ofAll;
    }
}
