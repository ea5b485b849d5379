package org.mesoselk.cli.chaos;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.local.MemberTree;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;

/** Which process a step means, as things are now. */
record FindTarget(Home home, Installation installation, ProcessTable table, Http http) {

    /** Empty when there is no such process now. */
    Optional<Target> of(Component component, int pick) throws InterruptedException {
        MemberTree members = new MemberTree(home, table);
        return switch (component) {
            case ELASTICSEARCH -> ofTask("Elasticsearch of ", members.elasticsearch(), pick);
            case EXECUTOR -> ofTask("the executor of ", members.executors(Framework.ELASTICSEARCH), pick);
            case AGENT -> ofProcess(Names::isAgent, pick);
            case MASTER -> ofProcess(Names::isMaster, pick);
            case ZOOKEEPER -> ofProcess(Names.ZOOKEEPER::equals, pick);
            case LOGSTASH_EXECUTOR -> ofTask("the executor of ", members.executors(Framework.LOGSTASH), pick);
            case LEADER -> leader(Framework.ELASTICSEARCH).flatMap(leader -> ofProcess(leader::equals, pick));
            case LOGSTASH_LEADER -> leader(Framework.LOGSTASH).flatMap(leader -> ofProcess(leader::equals, pick));
            case STANDBY -> {
                Optional<String> leader = leader(Framework.ELASTICSEARCH);
                // While nobody leads nobody stands by either.
                yield leader.isEmpty()
                        ? Optional.empty()
                        : ofProcess(
                                name -> Names.isScheduler(Framework.ELASTICSEARCH, name)
                                        && !leader.get().equals(name),
                                pick);
            }
        };
    }

    /** A single scheduler is meant although it may not lead just now. */
    private Optional<String> leader(Framework framework) throws InterruptedException {
        List<String> schedulers = installation.names().stream()
                .filter(name -> Names.isScheduler(framework, name))
                .toList();
        if (schedulers.size() == 1) {
            return Optional.of(schedulers.get(0));
        }
        for (String name : schedulers) {
            Optional<URI> api = installation.scheduler(name);
            if (api.isPresent() && http.ok(api.get().resolve("/v1/health/leader"))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private Optional<Target> ofProcess(Predicate<String> names, int pick) {
        List<String> running = installation.running().stream().filter(names).toList();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        String name = running.get(pick % running.size());
        return installation.running(name).map(id -> new Target(name, id, Optional.of(name)));
    }

    private Optional<Target> ofTask(String title, Map<String, Long> pids, int pick) {
        List<String> tasks = List.copyOf(pids.keySet());
        if (tasks.isEmpty()) {
            return Optional.empty();
        }
        String task = tasks.get(pick % tasks.size());
        return ProcessId.of(pids.get(task), table).map(id -> new Target(title + task, id, Optional.empty()));
    }
}
