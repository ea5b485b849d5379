package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mesoselk.localmesos.http.Realm;

/** The master's options under the names and in the form of a real master's flags. */
final class Flags {

    private Flags() {}

    static Map<String, String> of(MasterOptions options, int port) {
        Map<String, String> flags = new TreeMap<>();
        Timings timings = options.timings();
        flags.put("agent_ping_timeout", text(timings.agentPingTimeout()));
        flags.put("agent_reregister_timeout", text(timings.agentReregisterTimeout()));
        flags.put("allocation_interval", text(timings.allocationInterval()));
        for (Realm realm : options.security().required()) {
            String name = realm == Realm.SCHEDULER ? "frameworks" : realm.name().toLowerCase(Locale.ROOT);
            flags.put("authenticate_http_" + name, "true");
        }
        flags.put("cluster", options.cluster());
        flags.put("hostname", options.hostname());
        flags.put("ip", options.ip());
        flags.put("max_agent_ping_timeouts", Integer.toString(timings.maxAgentPingTimeouts()));
        flags.put("min_allocatable_resources", "cpus:0.01|mem:32");
        flags.put("port", Integer.toString(port));
        flags.put("zk_session_timeout", text(options.zkSessionTimeout()));
        timings.offerTimeout().ifPresent(timeout -> flags.put("offer_timeout", text(timeout)));
        options.zk().ifPresent(zk -> flags.put("zk", zk.replaceAll("//[^/@]*@", "//")));
        flags.values().removeIf(String::isEmpty);
        return flags;
    }

    /** As Mesos writes durations: in the largest unit that leaves no fraction. */
    private static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 60_000 == 0 && millis > 0) {
            return millis / 60_000 + "mins";
        }
        return millis % 1000 == 0 ? millis / 1000 + "secs" : millis + "ms";
    }
}
