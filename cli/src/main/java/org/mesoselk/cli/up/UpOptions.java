package org.mesoselk.cli.up;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.home.Settings.KibanaSettings;
import org.mesoselk.cli.home.Settings.LogstashSettings;
import org.mesoselk.cli.home.Settings.MemberSettings;
import org.mesoselk.cli.home.Settings.MesosSettings;
import org.mesoselk.cli.home.Settings.Processes;

/** What was said on the command line of {@code elk up}; what was not said is as the home has it. */
public record UpOptions(
        Optional<Integer> nodes,
        Optional<Integer> agents,
        List<String> agentResources,
        List<String> agentAttributes,
        Map<String, String> mesosOptions,
        Optional<Path> elasticsearchHome,
        Optional<String> elasticsearchUrl,
        Optional<Integer> heap,
        Optional<Integer> memory,
        Optional<Double> cpus,
        Map<String, String> options,
        LogstashOptions logstash,
        KibanaOptions kibana,
        Optional<Integer> stack,
        ProcessOptions processes) {

    /**
     * @param leftOut whether to have none
     * @param kibanaHome or the URL says that there is to be one
     */
    public record KibanaOptions(
            boolean leftOut,
            Optional<Path> kibanaHome,
            Optional<String> kibanaUrl,
            Optional<Integer> instances,
            Map<String, String> options) {

        public static KibanaOptions none() {
            return new KibanaOptions(false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        }

        private KibanaSettings over(KibanaSettings stored, boolean ofStack) {
            boolean sameBuild = kibanaHome.isEmpty() && kibanaUrl.isEmpty();
            return new KibanaSettings(
                    !leftOut && (!sameBuild || ofStack || stored.started()),
                    sameBuild
                            ? stored.kibanaHome()
                            : kibanaHome.map(
                                    home -> home.toAbsolutePath().normalize().toString()),
                    sameBuild ? stored.kibanaUrl() : kibanaUrl,
                    instances.orElse(stored.instances()),
                    options.isEmpty() ? stored.options() : Map.copyOf(options));
        }
    }

    /** @param started whether to have it */
    public record LogstashOptions(Optional<Boolean> started, Map<String, String> options) {

        public static LogstashOptions none() {
            return new LogstashOptions(Optional.empty(), Map.of());
        }

        public static LogstashOptions leftOut() {
            return new LogstashOptions(Optional.of(false), Map.of());
        }

        private LogstashSettings over(LogstashSettings stored) {
            return new LogstashSettings(
                    started.orElse(stored.started()), options.isEmpty() ? stored.options() : Map.copyOf(options));
        }
    }

    /** How many processes; several masters are separate ones. */
    public record ProcessOptions(Optional<Integer> schedulers, boolean separate, Optional<Integer> masters) {

        public static ProcessOptions none() {
            return new ProcessOptions(Optional.empty(), false, Optional.empty());
        }

        private Processes over(Processes stored) {
            return new Processes(
                    schedulers.orElse(stored.schedulers()),
                    separate || masters.isPresent() || stored.separate(),
                    masters.orElse(stored.masters()));
        }
    }

    /** What the home is to run with now. */
    public Settings over(Settings stored) {
        MesosSettings mesos = new MesosSettings(
                agents.orElse(stored.mesos().agents()),
                agentResources.isEmpty() ? stored.mesos().resources() : List.copyOf(agentResources),
                agentAttributes.isEmpty() ? stored.mesos().attributes() : List.copyOf(agentAttributes),
                mesosOptions.isEmpty() ? stored.mesos().options() : Map.copyOf(mesosOptions));
        MemberSettings was = stored.members();
        boolean sameBuild = elasticsearchHome.isEmpty() && elasticsearchUrl.isEmpty();
        MemberSettings members = new MemberSettings(
                sameBuild
                        ? was.elasticsearchHome()
                        : elasticsearchHome.map(
                                home -> home.toAbsolutePath().normalize().toString()),
                sameBuild ? was.elasticsearchUrl() : elasticsearchUrl,
                heap.orElse(was.heap()),
                memory.orElse(was.memory()),
                cpus.orElse(was.cpus()),
                options.isEmpty() ? was.options() : Map.copyOf(options));
        return new Settings(
                Settings.VERSION,
                stored.made(),
                nodes.orElse(stack.isPresent() ? 1 : stored.nodes()),
                mesos,
                members,
                logstash.over(stored.logstash()),
                kibana.over(stored.kibana(), stack.isPresent()),
                Stack.over(stored.stack(), stack),
                processes.over(stored.processes()),
                stored.ports());
    }
}
