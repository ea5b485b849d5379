package org.mesoselk.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessTable;

/** Resident memory of a home's processes by kind. */
public record HomeMemory(Home home, ProcessTable table) {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    /** @param mb of all processes of the kind together */
    public record Kind(int processes, int mb) {
        private Kind plus(int more) {
            return new Kind(processes + 1, mb + more);
        }
    }

    /** By "Elasticsearch", "Elasticsearch launcher", "executor", "Logstash executor", "Kibana executor", and the names of pid files. */
    public Map<String, Kind> now() {
        Map<String, Kind> kinds = new TreeMap<>();
        MemberTree members = new MemberTree(home, table);
        members.elasticsearch().forEach((member, pid) -> add(kinds, "Elasticsearch", pid));
        members.launchers().forEach((member, pid) -> add(kinds, "Elasticsearch launcher", pid));
        members.executors(Framework.ELASTICSEARCH).forEach((member, pid) -> add(kinds, "executor", pid));
        members.executors(Framework.LOGSTASH).forEach((member, pid) -> add(kinds, "Logstash executor", pid));
        members.executors(Framework.KIBANA).forEach((member, pid) -> add(kinds, "Kibana executor", pid));
        PidFiles pids = new PidFiles(home.run(), table);
        pids.names().forEach(name -> pids.running(name).ifPresent(id -> add(kinds, name, id.pid())));
        return kinds;
    }

    private static void add(Map<String, Kind> kinds, String kind, long pid) {
        kinds.put(kind, kinds.getOrDefault(kind, new Kind(0, 0)).plus(residentMb(pid)));
    }

    private static int residentMb(long pid) {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) >> 10 : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
