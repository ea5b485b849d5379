package org.mesoselk.executor.logstash.official;

import java.nio.file.Path;

/**
 * Where one Logstash has its files.
 *
 * @param data path.data: the queue, dead letters, sincedbs and Logstash's own lock; outlives the task
 * @param settings path.settings: all that is rendered; in the sandbox, so that it can be read there
 * @param console what it prints
 */
public record LogstashDirs(Path data, Path settings, Path console) {

    /** @param agent this agent's folder in the registry directory */
    static LogstashDirs of(Path agent, Path sandbox) {
        return new LogstashDirs(
                agent.resolve("logstash"), sandbox.resolve("logstash-config"), sandbox.resolve("logstash.out"));
    }

    public Path pipelines() {
        return settings.resolve("pipelines");
    }

    public Path names() {
        return settings.resolve("names");
    }

    public Path sincedbs() {
        return data.resolve("sincedb");
    }

    /** java.io.tmpdir: JRuby and Netty unpack native libraries there. */
    public Path tmp() {
        return settings.resolve("tmp");
    }

    public Path pipeline(String name) {
        return pipelines().resolve(name + ".conf");
    }
}
