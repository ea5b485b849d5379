package org.mesoselk.executor.elasticsearch.preflight;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/**
 * The kernel's limits that Elasticsearch enforces, by its own rule, as soon as it listens on anything but loopback. The
 * numbers are those of its bootstrap checks.
 */
final class LimitChecks {

    static final long MAX_MAP_COUNT = 262_144;
    static final long OPEN_FILES = 65_535;

    private LimitChecks() {}

    static List<Fault> check(ElasticsearchTask task, Host host) {
        if (host.address(task.networkHost()) != Host.Address.OTHER) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        boolean maps = !"false".equals(task.settings().get("node.store.allow_mmap"));
        host.maxMapCount().ifPresent(count -> {
            if (maps && count < MAX_MAP_COUNT) {
                faults.add(Fault.lasting("vm.max_map_count is " + count + " on this agent, and Elasticsearch needs "
                        + MAX_MAP_COUNT + "; run 'sysctl -w vm.max_map_count=" + MAX_MAP_COUNT
                        + "' as root and put it into /etc/sysctl.d, or set node.store.allow_mmap to false."));
            }
        });
        host.openFiles().ifPresent(limit -> {
            if (limit < OPEN_FILES) {
                faults.add(Fault.lasting("The limit of open files is " + limit + " here, and Elasticsearch needs "
                        + OPEN_FILES + "; start the Mesos agent with a higher one (LimitNOFILE in its systemd unit, "
                        + "or 'ulimit -n')."));
            }
        });
        return List.copyOf(faults);
    }
}
