package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchHttp.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data stream, or the indices, that events go to, and the index template for them: put in place when there is none,
 * never changed when there is.
 */
public final class ElasticsearchTarget implements BulkTarget {

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchTarget.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Longer than Elasticsearch's own time-out of a bulk request, a minute. */
    private static final Duration READ = Duration.ofSeconds(75);

    private static final int NOT_FOUND = 404;

    /** About the template, not about the events. */
    private static final int NOT_NOW = 503;

    private final Access access;
    private final ElasticsearchHttp http;
    private final IndexTemplate template;
    private final String bulk;
    private final AtomicBoolean templateIsThere = new AtomicBoolean();

    /** @throws IOException with a sentence when a file that it is to be accessed with cannot be used */
    public ElasticsearchTarget(Output output) throws IOException {
        this.access = new Access(output.access());
        Optional<String> fault = access.fault();
        if (fault.isPresent()) {
            throw new IOException(fault.get());
        }
        access.warn();
        this.http = new ElasticsearchHttp(CONNECT, READ, output.gzip(), access);
        this.template = IndexTemplate.of(output);
        // Without the template Elasticsearch would make an ordinary index of this name; with the parameter it refuses.
        this.bulk = output.index().isPresent()
                ? "/_bulk?" + BulkAnswer.FILTER
                : "/logs-" + output.dataset() + "-" + output.namespace() + "/_bulk?require_data_stream=true&"
                        + BulkAnswer.FILTER;
    }

    @Override
    public Result send(URI endpoint, Batch batch, int items) throws IOException {
        Optional<String> fault = access.fault();
        if (fault.isPresent()) {
            return new Result.Unready(fault.get());
        }
        if (!templateIsThere.get()) {
            Answer<Boolean> there = ensureTemplate(endpoint);
            if (there instanceof Answer.Failure<Boolean> failure) {
                return new Result.Refused(
                        NOT_NOW,
                        "the index template cannot be put in place: " + failure.status() + " " + failure.sentence());
            }
            templateIsThere.set(true);
        }
        Answer<BulkAnswer> answer = http.send(
                "POST",
                endpoint,
                bulk,
                "application/x-ndjson",
                batch.body(),
                batch.length(items),
                body -> BulkAnswer.read(body, items));
        if (answer instanceof Answer.Failure<BulkAnswer> failure) {
            return new Result.Refused(failure.status(), failure.sentence());
        }
        BulkAnswer looked = ((Answer.Success<BulkAnswer>) answer).value();
        if (!looked.allSettled() && looked.count(Ruling.AGAIN) > 0) {
            // Perhaps somebody has removed it.
            templateIsThere.set(false);
        }
        return new Result.Looked(looked);
    }

    /** Puts the index template in place when there is none, for somebody else who delivers. @return why that failed */
    public Optional<String> putTemplate(URI endpoint) throws IOException {
        return ensureTemplate(endpoint) instanceof Answer.Failure<Boolean> failure
                ? Optional.of(endpoint + " answers " + failure.status() + " " + failure.sentence())
                : Optional.empty();
    }

    private Answer<Boolean> ensureTemplate(URI endpoint) throws IOException {
        String path = "/_index_template/" + template.name();
        Answer<Boolean> there =
                http.send("GET", endpoint, path + "?filter_path=index_templates.name", "", new byte[0], 0, body -> {
                    body.readAllBytes();
                    return true;
                });
        if (!(there instanceof Answer.Failure<Boolean> failure) || failure.status() != NOT_FOUND) {
            return there;
        }
        byte[] body = template.body().getBytes(UTF_8);
        Answer<Boolean> made =
                http.send("PUT", endpoint, path + "?create=true", "application/json", body, body.length, answer -> {
                    answer.readAllBytes();
                    return true;
                });
        if (made instanceof Answer.Success<Boolean>) {
            LOG.info("Put the index template {} in place", path);
        }
        return made;
    }
}
