package org.mesoselk.benchmarks.forwarder;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.footprint.Running;

/** Debian's rsyslog with imfile and omelasticsearch: the same file, the same documents, ids of file and offset. */
final class Rsyslog implements AutoCloseable {

    private final Process process;

    /** Where it is installed, with its module for Elasticsearch. */
    static Optional<Path> find() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "rsyslogd"))
                .filter(Files::isExecutable)
                .filter(program -> Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/omelasticsearch.so"))
                        || Files.exists(Path.of("/usr/lib/aarch64-linux-gnu/rsyslog/omelasticsearch.so")))
                .findFirst();
    }

    Rsyslog(Path program, Scene scene, Path file, URI node, String stream) throws IOException {
        Path folder = Files.createDirectories(scene.folder().resolve("rsyslog-" + stream));
        Path config = Files.writeString(
                folder.resolve("rsyslog.conf"), """
                global(workDirectory="%1$s" maxMessageSize="64k")
                module(load="imfile" mode="inotify")
                module(load="omelasticsearch")
                template(name="id" type="list") {
                  constant(value="%4$s-") property(name="$!metadata!fileoffset")
                }
                template(name="document" type="list") {
                  constant(value="{\\"@timestamp\\":\\"") property(name="timegenerated" dateFormat="rfc3339")
                  constant(value="\\",\\"message\\":\\"") property(name="msg" format="json")
                  constant(value="\\",\\"log\\":{\\"offset\\":") property(name="$!metadata!fileoffset")
                  constant(value=",\\"file\\":{\\"path\\":\\"") property(name="$!metadata!filename" format="json")
                  constant(value="\\"}},\\"host\\":{\\"name\\":\\"bench\\"},\\"data_stream\\":{\\"type\\":\\"logs\\",")
                  constant(value="\\"dataset\\":\\"mesos\\",\\"namespace\\":\\"rsyslog\\"},\\"stream\\":\\"stdout\\",")
                  constant(value="\\"container\\":{\\"id\\":\\"c-1\\"},\\"mesos\\":{\\"agent\\":{\\"id\\":\\"bench-S0\\"},")
                  constant(value="\\"framework\\":{\\"id\\":\\"FW\\",\\"name\\":\\"bench\\"},")
                  constant(value="\\"executor\\":{\\"id\\":\\"writer\\"},\\"task\\":{\\"id\\":\\"writer\\",\\"name\\":\\"writer\\"}}}")
                }
                ruleset(name="forward" queue.type="LinkedList" queue.size="20000" queue.dequeueBatchSize="1300"
                    queue.workerThreads="2" queue.workerThreadMinimumMessages="2000") {
                  action(type="omelasticsearch" server="%2$s" serverport="%3$d" searchIndex="%4$s" searchType=""
                    bulkmode="on" maxbytes="1m" template="document" bulkid="id" dynbulkid="on" writeoperation="create"
                    errorfile="%1$s/errors" action.resumeRetryCount="-1")
                }
                input(type="imfile" file="%5$s" tag="bench" addMetadata="on" ruleset="forward")
                """.formatted(folder, node.getHost(), node.getPort(), stream, file));
        process = new ProcessBuilder(List.of(
                        program.toString(),
                        "-n",
                        "-f",
                        config.toString(),
                        "-i",
                        folder.resolve("pid").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console").toFile())
                .start();
        scene.endWithThisProgram(process::destroyForcibly);
    }

    double cpuSeconds() throws IOException {
        return Running.cpuSeconds(process.pid());
    }

    double peakMib() throws IOException {
        return Running.peakMib(process.pid());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
