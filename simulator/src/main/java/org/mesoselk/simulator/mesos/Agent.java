package org.mesoselk.simulator.mesos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Offer;

/** An agent and its host. What it knows of its tasks outlives its process, and what the master knows of them too. */
public final class Agent {
    static final double CPUS = 12;
    static final double MEMORY_MB = 12_000;
    static final int FIRST_PORT = 31_000;
    static final int LAST_PORT = 31_039;

    final String host;
    final String ip;
    AgentRef ref;
    final Map<String, Task> tasks = new LinkedHashMap<>();
    /** Ids of tasks that the master has sent and that have not come yet. */
    final Set<String> launchesUnderWay = new HashSet<>();
    /** Its process runs. */
    boolean up = true;
    /** It and the master do not reach each other. */
    boolean cut;
    /** Not known to this master as being there: it registers by itself when it can. */
    boolean registered;

    long lostSince;
    long registersAt;
    boolean destroyed;
    /** It was away and has not yet told the master what it runs. */
    boolean tellsAnew;
    /** Nothing runs on the host. */
    boolean halted;

    Agent(int number, String id) {
        this.host = "host" + number;
        this.ip = "10.0.0." + number;
        this.ref = new AgentRef(id, host, ip);
    }

    public String id() {
        return ref.id();
    }

    public String host() {
        return host;
    }

    public boolean isCut() {
        return cut || !up;
    }

    public boolean isDestroyed() {
        return destroyed;
    }

    /** Whether the master could say what is true of its tasks. */
    public boolean canBeKnown() {
        return reachable() && registered;
    }

    boolean reachable() {
        return up && !cut && !destroyed;
    }

    List<Task> alive() {
        List<Task> alive = new ArrayList<>();
        for (Task task : tasks.values()) {
            if (task.alive()) {
                alive.add(task);
            }
        }
        return alive;
    }

    double freeMemoryMb() {
        return MEMORY_MB - 1120.0 * alive().size();
    }

    Offer offer(String id) {
        int used = alive().size();
        TreeSet<Integer> taken = new TreeSet<>();
        alive().forEach(task -> {
            taken.add(task.ref.httpPort());
            taken.add(task.ref.transportPort());
        });
        List<Offer.PortRange> ports = new ArrayList<>();
        int from = FIRST_PORT;
        for (int port : taken) {
            if (from < port) {
                ports.add(new Offer.PortRange(from, port - 1));
            }
            from = port + 1;
        }
        if (from <= LAST_PORT) {
            ports.add(new Offer.PortRange(from, LAST_PORT));
        }
        return new Offer(id, ref, Map.of(), CPUS - 0.6 * used, freeMemoryMb(), 100_000, ports);
    }

    @Override
    public String toString() {
        return ref.id() + "/" + host + (destroyed ? " (destroyed)" : up ? cut ? " (cut off)" : "" : " (down)")
                + (registered ? "" : " (not registered)");
    }
}
