package org.mesoselk.commons.logstash;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An official Logstash for the Logstash executor to run: part of {@link LogstashTask}.
 *
 * @param home absolute directory of an unpacked distribution on the agent; empty when it was fetched
 * @param archive file or folder inside the sandbox that the fetcher left; empty when {@code home} is given
 * @param javaHome JDK for it; empty means the one that the distribution brings, else the executor's own
 * @param runAs user name or numeric uid[:gid] when the executor is root; empty means {@code logstash} or {@code nobody}
 * @param heapMb -Xms and -Xmx in MiB
 * @param jvmOptions extra lines for jvm.options
 * @param workers pipeline.workers; 0 leaves it to Logstash, which takes the number of processors
 * @param apiPort api.http.port on loopback, out of the offer
 * @param queueType queue.type, {@link #PERSISTED} or {@link #MEMORY}
 * @param queueMb queue.max_bytes in MiB, of each pipeline
 * @param pipelines text by name; empty means the default pipeline, which collects what the task's sources say
 * @param secretFiles absolute path of a file with one line, by the environment variable that pipelines name it by; read
 *     on the agent, so that no secret travels
 */
public record OfficialLogstash(
        Optional<String> home,
        Optional<String> archive,
        Optional<String> javaHome,
        Optional<String> runAs,
        int heapMb,
        List<String> jvmOptions,
        int workers,
        int apiPort,
        String queueType,
        int queueMb,
        Map<String, String> pipelines,
        Map<String, String> secretFiles) {

    public static final String PERSISTED = "persisted";
    public static final String MEMORY = "memory";

    /** MiB; what Logstash 8 ships with is 1024. */
    public static final int HEAP_MB = 512;

    /** MiB; what Logstash ships with is 1024. */
    public static final int QUEUE_MB = 256;

    /** With all that can be left to this executor. */
    public static OfficialLogstash of(Optional<String> home, Optional<String> archive, int apiPort) {
        return new OfficialLogstash(
                home,
                archive,
                Optional.empty(),
                Optional.empty(),
                HEAP_MB,
                List.of(),
                0,
                apiPort,
                PERSISTED,
                QUEUE_MB,
                Map.of(),
                Map.of());
    }

    public OfficialLogstash withApiPort(int port) {
        return new OfficialLogstash(
                home,
                archive,
                javaHome,
                runAs,
                heapMb,
                jvmOptions,
                workers,
                port,
                queueType,
                queueMb,
                pipelines,
                secretFiles);
    }

    public OfficialLogstash withPipelines(Map<String, String> now) {
        return new OfficialLogstash(
                home,
                archive,
                javaHome,
                runAs,
                heapMb,
                jvmOptions,
                workers,
                apiPort,
                queueType,
                queueMb,
                now,
                secretFiles);
    }
}
