package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchHttp.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data stream, or the indices, that events go to, and the index template for them: put in place when there is none,
 * never changed when there is. What is spoken is today's API, unless Elasticsearch refuses that and says that it is a 5.x.
 */
public final class ElasticsearchTarget implements BulkTarget {

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchTarget.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Longer than Elasticsearch's own time-out of a bulk request, a minute. */
    private static final Duration READ = Duration.ofSeconds(75);

    private static final int NOT_FOUND = 404;

    /** What a line without an API answers to who uses it. */
    private static final Set<Integer> NO_SUCH_API = Set.of(400, NOT_FOUND, 405);

    private static final Pattern VERSION_5 = Pattern.compile("\"number\"\\s*:\\s*\"5\\.");

    private static final int LONGEST_VERSION = 4096;

    /** About the template, not about the events. */
    private static final int NOT_NOW = 503;

    private final Access access;
    private final ElasticsearchHttp http;
    private final Dialect present;
    private final Dialect line5;

    /** Once the template is in place: how Elasticsearch is spoken to. */
    private final AtomicReference<Optional<Dialect>> dialect = new AtomicReference<>(Optional.empty());

    /** @throws IOException with a sentence when a file that it is to be accessed with cannot be used */
    public ElasticsearchTarget(Output output) throws IOException {
        this.access = new Access(output.access());
        Optional<String> fault = access.fault();
        if (fault.isPresent()) {
            throw new IOException(fault.get());
        }
        access.warn();
        this.http = new ElasticsearchHttp(CONNECT, READ, output.gzip(), access);
        this.present = Dialect.present(output);
        this.line5 = Dialect.line5(output);
    }

    @Override
    public Result send(URI endpoint, Batch batch, int items) throws IOException {
        Optional<String> fault = access.fault();
        if (fault.isPresent()) {
            return new Result.Unready(fault.get());
        }
        Optional<Dialect> spoken = dialect.get();
        if (spoken.isEmpty()) {
            Answer<Dialect> there = ensureTemplate(endpoint);
            if (there instanceof Answer.Failure<Dialect> failure) {
                return new Result.Refused(
                        NOT_NOW,
                        "the index template cannot be put in place: " + failure.status() + " " + failure.sentence());
            }
            spoken = Optional.of(((Answer.Success<Dialect>) there).value());
            dialect.set(spoken);
        }
        Answer<BulkAnswer> answer = http.send(
                "POST",
                endpoint,
                spoken.get().bulk(),
                "application/x-ndjson",
                batch.body(),
                batch.length(items),
                body -> BulkAnswer.read(body, items));
        if (answer instanceof Answer.Failure<BulkAnswer> failure) {
            if (NO_SUCH_API.contains(failure.status())) {
                // Perhaps another line serves here by now.
                dialect.set(Optional.empty());
            }
            return new Result.Refused(failure.status(), failure.sentence());
        }
        BulkAnswer looked = ((Answer.Success<BulkAnswer>) answer).value();
        if (!looked.allSettled() && looked.count(Ruling.AGAIN) > 0) {
            // Perhaps somebody has removed it.
            dialect.set(Optional.empty());
        }
        return new Result.Looked(looked);
    }

    /** Puts the index template in place when there is none, for somebody else who delivers. @return why that failed */
    public Optional<String> putTemplate(URI endpoint) throws IOException {
        return ensureTemplate(endpoint) instanceof Answer.Failure<Dialect> failure
                ? Optional.of(endpoint + " answers " + failure.status() + " " + failure.sentence())
                : Optional.empty();
    }

    private Answer<Dialect> ensureTemplate(URI endpoint) throws IOException {
        Answer<Dialect> there = ensureTemplate(endpoint, present);
        return there instanceof Answer.Failure<Dialect> failure
                        && NO_SUCH_API.contains(failure.status())
                        && isLine5(endpoint)
                ? ensureTemplate(endpoint, line5)
                : there;
    }

    private Answer<Dialect> ensureTemplate(URI endpoint, Dialect spoken) throws IOException {
        // Any template will do: what it says is not looked at.
        String name = spoken.template() + "?filter_path=index_templates.name";
        Answer<Dialect> there = http.send("GET", endpoint, name, "", new byte[0], 0, body -> {
            body.readAllBytes();
            return spoken;
        });
        if (!(there instanceof Answer.Failure<Dialect> failure) || failure.status() != NOT_FOUND) {
            return there;
        }
        byte[] template = spoken.templateBody().getBytes(UTF_8);
        String path = spoken.template() + "?create=true";
        Answer<Dialect> made =
                http.send("PUT", endpoint, path, "application/json", template, template.length, answer -> {
                    answer.readAllBytes();
                    return spoken;
                });
        if (made instanceof Answer.Success<Dialect>) {
            LOG.info("Put the index template {} in place", spoken.template());
        }
        return made;
    }

    /** False, too, when it does not say. */
    private boolean isLine5(URI endpoint) throws IOException {
        Answer<String> version = http.send(
                "GET",
                endpoint,
                "/?filter_path=version.number",
                "",
                new byte[0],
                0,
                body -> new String(body.readNBytes(LONGEST_VERSION), UTF_8));
        return version instanceof Answer.Success<String> told
                && VERSION_5.matcher(told.value()).find();
    }
}
