package org.mesoselk.executor.logstash.official.render;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What pipelines can name as <code>${NAME}</code>. All are Logstash's own environment variables, but for one: endpoints
 * change while Logstash runs, and its environment cannot, so that they are written into the text.
 */
public final class Variables {

    public static final String AGENT_ID = "MESOS_AGENT_ID";
    public static final String AGENT_HOSTNAME = "MESOS_AGENT_HOSTNAME";
    public static final String WORK_DIR = "MESOS_WORK_DIR";

    /** In an array: {@code hosts => [${ELASTICSEARCH_HOSTS}]}. */
    public static final String HOSTS = "ELASTICSEARCH_HOSTS";

    public static final String USER = "ELASTICSEARCH_USER";
    public static final String PASSWORD = "ELASTICSEARCH_PASSWORD";
    public static final String API_KEY = "ELASTICSEARCH_API_KEY";

    /** Path of a PEM file. */
    public static final String CA = "ELASTICSEARCH_CA";

    /** A host that is none: Logstash wants one, and keeps events as long as it cannot reach it. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    private Variables() {}

    /** The environment variables that name the agent. */
    public static Map<String, String> agent(Agent agent) {
        return new TreeMap<>(Map.of(AGENT_ID, agent.id(), AGENT_HOSTNAME, agent.hostname(), WORK_DIR, agent.workDir()));
    }

    /** {@code text} with the endpoints in it. */
    public static String withEndpoints(String text, List<String> endpoints) {
        return text.replace("${" + HOSTS + "}", hosts(endpoints));
    }

    private static String hosts(List<String> endpoints) {
        return (endpoints.isEmpty() ? List.of(NOWHERE) : endpoints)
                .stream().map(Lscl::string).collect(Collectors.joining(", "));
    }

    /**
     * Where it runs.
     *
     * @param id of the agent
     * @param hostname of the agent, as Mesos knows it
     * @param workDir of the agent
     */
    public record Agent(String id, String hostname, String workDir) {}
}
