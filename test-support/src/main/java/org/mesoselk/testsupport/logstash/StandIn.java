package org.mesoselk.testsupport.logstash;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for a Logstash: takes the arguments that this executor gives, prints and answers as a real 8.15 was recorded to,
 * in a fraction of its time, and has its bad manners. It passes no event.
 */
public final class StandIn {

    private static final int TICK_MILLIS = 100;
    private static final int RELOAD_TICKS = 3;

    /** Recorded: 0.10 to 0.27 s after "Pipeline started". */
    private static final int UNBOUND_TICKS = 3;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSS");
    private static final String NO_RELOADS = "{\"failures\": 0, \"last_error\": null, \"successes\": 0}";

    private final Path settings;
    private final Map<String, String> yml;
    private final Switches switches;
    private final Compiler compiler;
    private final Map<String, Running> running = new TreeMap<>();
    private final Map<String, String> refusedTexts = new TreeMap<>();
    private final Map<String, String> reloads = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<String> stuckPlugins = new ArrayList<>();
    private final Map<String, Unbound> unbound = new TreeMap<>();
    private volatile boolean stopping;

    private StandIn(Path settings, Switches switches, Compiler compiler) throws IOException {
        this.settings = settings;
        this.switches = switches;
        this.compiler = compiler;
        this.yml = yml(settings.resolve("logstash.yml"));
    }

    /** An input whose port is taken, of which it is told in so many ticks. */
    private record Unbound(Lscl.Plugin plugin, int ticks) {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = Arrays.asList(args);
        Path settings = Path.of(arguments.get(arguments.indexOf("--path.settings") + 1));
        Switches switches = new Switches(Path.of(System.getenv("LS_HOME"), "stand-in.properties"));
        StandIn standIn = new StandIn(settings, switches, new Compiler(System.getenv(), switches));
        System.out.println("Using LS_JAVA_HOME defined java: " + System.getenv("LS_JAVA_HOME") + ".");
        Thread.sleep(switches.number(Switches.START, 300));
        for (String argument : arguments) {
            if (argument.startsWith("--")
                    && !List.of("--path.settings", "--config.test_and_exit").contains(argument)) {
                System.out.println("ERROR: Unrecognised option '" + argument + "'\n\nSee: 'bin/logstash --help'");
                standIn.exit(1);
            }
        }
        standIn.log("INFO ", "logstash.runner          ", "Starting Logstash {\"logstash.version\"=>\"8.15.0\"}");
        if (arguments.contains("--config.test_and_exit")) {
            standIn.test();
        }
        standIn.run();
    }

    private void test() {
        try {
            for (Map.Entry<String, String> pipeline : wanted().entrySet()) {
                compiler.compile(pipeline.getValue());
            }
            System.out.println("Configuration OK");
            log(
                    "INFO ",
                    "logstash.runner          ",
                    "Using config.test_and_exit mode. Config Validation Result: OK. Exiting Logstash");
            System.exit(0);
        } catch (Compiler.Refused e) {
            before(e);
            log("FATAL", "logstash.runner          ", "The given configuration is invalid. Reason: " + e.getMessage());
            exit(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void run() throws Exception {
        Path data = Files.createDirectories(Path.of(yml.get("path.data")));
        FileChannel channel =
                FileChannel.open(data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            log(
                    "FATAL",
                    "logstash.runner          ",
                    "Logstash could not be started because there is already another"
                            + " instance using the configured data directory.  If you wish to run multiple instances, you must"
                            + " change the \"path.data\" setting.");
            exit(1);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        api(Integer.parseInt(yml.get("api.http.port")));
        converge();
        if (running.isEmpty()) {
            log("INFO ", "logstash.runner          ", "Logstash shut down.");
            exit(1);
        }
        log(
                "INFO ",
                "logstash.agent           ",
                "Pipelines running {:count=>" + running.size()
                        + ", :running_pipelines=>["
                        + String.join(
                                ", ",
                                running.keySet().stream().map(id -> ":" + id).toList())
                        + "], :non_running_pipelines=>[]}");
        for (int tick = 1; ; tick++) {
            Thread.sleep(TICK_MILLIS);
            if (switches.is(Switches.OUT_OF_MEMORY)) {
                System.out.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
                Runtime.getRuntime().halt(3);
            }
            synchronized (this) {
                for (Running pipeline : running.values()) {
                    pipeline.tick(switches.is(Switches.AWAY));
                    if (pipeline.isStuck() && tick % 10 == 0) {
                        unreachable();
                    }
                }
                tellOfUnbound();
                if (tick % RELOAD_TICKS == 0
                        && !stopping
                        && yml.get("config.reload.automatic").equals("true")) {
                    converge();
                    stuckPlugins.forEach(this::again);
                }
            }
        }
    }

    private synchronized void converge() throws IOException {
        Map<String, String> wanted = wanted();
        for (String gone :
                running.keySet().stream().filter(id -> !wanted.containsKey(id)).toList()) {
            terminate(running.remove(gone));
            reloads.remove(gone);
        }
        for (Map.Entry<String, String> pipeline : wanted.entrySet()) {
            Running now = running.get(pipeline.getKey());
            if (now == null || !now.text.equals(pipeline.getValue())) {
                load(pipeline.getKey(), pipeline.getValue(), Optional.ofNullable(now));
            }
        }
    }

    /** Its ports are free then. */
    private void terminate(Running pipeline) throws IOException {
        pipeline.close();
        unbound.remove(pipeline.id);
        stuckPlugins.remove(pipeline.id);
        log(
                "INFO ",
                "logstash.javapipeline    ][" + pipeline.id,
                "Pipeline terminated {\"pipeline.id\"=>\"" + pipeline.id + "\"}");
    }

    private void load(String id, String text, Optional<Running> before) throws IOException {
        try {
            Running next = new Running(id, text, compiler.compile(text));
            if (before.isPresent()) {
                log("INFO ", "logstash.pipelineaction.reload", "Reloading pipeline {\"pipeline.id\"=>:" + id + "}");
                terminate(before.get());
            }
            log(
                    "INFO ",
                    "logstash.javapipeline    ][" + id,
                    "Starting pipeline {:pipeline_id=>\"" + id + "\", \"pipeline.workers\"=>2}");
            for (Lscl.Plugin plugin : next.plugins()) {
                if (plugin.name().equals("elasticsearch")) {
                    log(
                            "INFO ",
                            "logstash.outputs.elasticsearch][" + id,
                            "New Elasticsearch output {:class=>" + "\"LogStash::Outputs::ElasticSearch\", :hosts=>"
                                    + plugin.settings().get("hosts") + "}");
                }
            }
            running.put(id, next);
            reloads.putIfAbsent(id, NO_RELOADS);
            log("INFO ", "logstash.javapipeline    ][" + id, "Pipeline started {\"pipeline.id\"=>\"" + id + "\"}");
            next.listen().ifPresent(plugin -> unbound.put(id, new Unbound(plugin, UNBOUND_TICKS)));
        } catch (Compiler.Refused e) {
            if (before.isEmpty() && text.equals(refusedTexts.get(id))) {
                return;
            }
            refusedTexts.put(id, text);
            before(e);
            int count = failures.merge(id, 1, Integer::sum);
            reloads.put(
                    id,
                    "{\"failures\": " + count + ", \"successes\": 0, \"last_error\": {\"message\": "
                            + json(e.getMessage()) + ", \"backtrace\": []}}");
            String message = ", :message=>" + json(e.getMessage()) + ", :backtrace=>[\"compiler.rb:32\"]}";
            log(
                    "ERROR",
                    "logstash.agent           ",
                    before.isPresent()
                            ? "Failed to execute action {:id=>:" + id
                                    + ", :action_type=>LogStash::ConvergeResult::FailedAction" + message
                            : "Failed to execute action {:action=>LogStash::PipelineAction::Create/pipeline_id:" + id
                                    + ", :exception=>\"LogStash::ConfigurationError\"" + message);
        }
    }

    private void before(Compiler.Refused e) {
        if (!e.before.isEmpty()) {
            System.out.println("[" + TIME.format(LocalDateTime.now()) + "]" + e.before);
        }
    }

    private void tellOfUnbound() {
        unbound.replaceAll((id, waiting) -> new Unbound(waiting.plugin(), waiting.ticks() - 1));
        unbound.entrySet().stream()
                .filter(waiting -> waiting.getValue().ticks() <= 0)
                .toList()
                .forEach(told -> {
                    unbound.remove(told.getKey());
                    taken(told.getKey(), told.getValue().plugin());
                });
    }

    private void taken(String id, Lscl.Plugin plugin) {
        log(
                "ERROR",
                "logstash.javapipeline    ][" + id + "][40f28c",
                "A plugin had an unrecoverable error. Will restart this plugin.\n"
                        + "  Pipeline_id:" + id + "\n  Plugin: <LogStash::Inputs::Tcp host=>\""
                        + plugin.settings().get("host")
                        + "\", port=>" + plugin.settings().get("port")
                        + ", id=>\"40f28c\">\n  Error: Address already in use\n"
                        + "  Exception: Java::JavaNet::BindException\n  Stack: sun.nio.ch.Net.bind0(Native Method)");
        stuckPlugins.add(id);
    }

    /** It says that it restarts the plugin, and cannot. */
    private void again(String id) {
        log(
                "ERROR",
                "logstash.javapipeline    ][" + id + "][40f28c",
                "A plugin had an unrecoverable error. Will restart this plugin.\n"
                        + "  Pipeline_id:" + id + "\n  Error: event executor terminated\n"
                        + "  Exception: Java::JavaUtilConcurrent::RejectedExecutionException");
    }

    private void unreachable() {
        log(
                "WARN ",
                "logstash.outputs.elasticsearch][main",
                "Attempted to resurrect connection to dead ES instance, but got an"
                        + " error {:url=>\"http://127.0.0.1:9/\", :exception=>LogStash::Outputs::ElasticSearch::HttpClient::Pool::"
                        + "HostUnreachableError, :message=>\"Elasticsearch Unreachable: [http://127.0.0.1:9/][Manticore::SocketException]"
                        + " Connect to 127.0.0.1:9 [/127.0.0.1] failed: Connection refused\"}");
    }

    /** Waits for Elasticsearch for ever, unless the queue is persisted. */
    private void stop() {
        stopping = true;
        log("WARN ", "logstash.runner          ", "SIGTERM received. Shutting down.");
        try {
            while (!"persisted".equals(yml.get("queue.type"))
                    && switches.is(Switches.AWAY)
                    && running.values().stream().anyMatch(Running::isStuck)) {
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log("INFO ", "logstash.runner          ", "Logstash shut down.");
        Runtime.getRuntime().halt(0);
    }

    private void api(int port) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(yml.get("api.http.host")), port), 0);
        } catch (java.net.BindException e) {
            log(
                    "FATAL",
                    "logstash.runner          ",
                    "An unexpected error occurred! {:error=>#<Errno::EADDRINUSE: Address already"
                            + " in use - Logstash tried to bind to port " + port
                            + ", but the port is already in use. You can specify a"
                            + " new port by launching logstash with the --api.http.port option.\">, :backtrace=>[\"x\"]}");
            exit(1);
            return;
        }
        server.createContext("/", exchange -> {
            if (switches.is(Switches.SILENT)) {
                exchange.close();
                return;
            }
            byte[] body = stats(port).getBytes(StandardCharsets.UTF_8);
            boolean isKnown = exchange.getRequestURI().getPath().equals("/_node/stats/pipelines");
            exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        log(
                "INFO ",
                "logstash.agent           ",
                "Successfully started Logstash API endpoint {:port=>" + port + ", :ssl_enabled=>false}");
    }

    /** Always green. */
    private synchronized String stats(int port) {
        List<String> pipelines = new ArrayList<>();
        running.forEach((id, pipeline) -> pipelines.add(pipeline.stats(reloads.getOrDefault(id, NO_RELOADS))));
        reloads.forEach((id, told) -> {
            if (!running.containsKey(id)) {
                pipelines.add("\"" + id
                        + "\": {\"events\": null, \"flow\": null, \"plugins\": {\"outputs\": []}, \"reloads\": " + told
                        + ", \"queue\": null}");
            }
        });
        return "{\"host\": \"vm\", \"version\": \"8.15.0\", \"http_address\": \"127.0.0.1:" + port
                + "\", \"status\": \"green\", \"pipelines\": {" + String.join(",", pipelines) + "}}";
    }

    private Map<String, String> wanted() throws IOException {
        Map<String, String> wanted = new LinkedHashMap<>();
        Matcher pipeline = Pattern.compile("- pipeline\\.id: \"(.*)\"\n  path\\.config: \"(.*)\"")
                .matcher(Files.readString(settings.resolve("pipelines.yml")));
        while (pipeline.find()) {
            Path file = Path.of(pipeline.group(2));
            if (Files.exists(file)) {
                wanted.put(pipeline.group(1), Files.readString(file));
            }
        }
        return wanted;
    }

    private static Map<String, String> yml(Path file) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(": ");
            settings.put(line.substring(0, colon), line.substring(colon + 2).replace("\"", ""));
        }
        return settings;
    }

    private void log(String level, String logger, String message) {
        System.out.println("[" + TIME.format(LocalDateTime.now()) + "][" + level + "][" + logger + "] " + message);
    }

    private void exit(int code) {
        log(
                "FATAL",
                "org.logstash.Logstash    ",
                "Logstash stopped processing because of an error: (SystemExit) exit\n"
                        + "org.jruby.exceptions.SystemExit: (SystemExit) exit\n"
                        + "\tat org.jruby.RubyKernel.exit(org/jruby/RubyKernel.java:921) ~[jruby.jar:?]");
        Runtime.getRuntime().halt(code);
    }

    private static String json(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
    }
}
