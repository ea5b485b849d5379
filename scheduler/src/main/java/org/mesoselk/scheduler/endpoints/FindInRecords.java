package org.mesoselk.scheduler.endpoints;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;

/** The members of an Elasticsearch framework that serve, as its scheduler has recorded them in the same ZooKeeper. */
public final class FindInRecords implements FindEndpoints {
    /** Elasticsearch's own setting, as the operator may have given it with --setting. */
    private static final String HTTP_TLS = "xpack.security.http.ssl.enabled";

    private final RecordStore records;
    private final String frameworkName;
    private final InstantSource clock;

    /** @param records of the Elasticsearch framework; only looked at */
    public FindInRecords(RecordStore records, String frameworkName, InstantSource clock) {
        this.records = records;
        this.frameworkName = frameworkName;
        this.clock = clock;
    }

    @Override
    public EndpointsView find() {
        try {
            Optional<Records> found = records.look();
            if (found.isEmpty()) {
                return new EndpointsView.Unknown(
                        clock.instant(),
                        "there is no Elasticsearch framework '" + frameworkName + "' at " + records.base()
                                + ": start it, or name another one with --elasticsearch-framework, or Elasticsearch"
                                + " itself with --elasticsearch-endpoints");
            }
            return new EndpointsView.Known(clock.instant(), serving(found.get()));
        } catch (StoreUnavailableException | StoreRefusedException e) {
            return new EndpointsView.Unknown(
                    clock.instant(), "where Elasticsearch is cannot be read from ZooKeeper: " + e.getMessage());
        }
    }

    private static List<String> serving(Records records) {
        boolean isSecured =
                "true".equals(ElasticsearchSpec.of(records).nodeSet().settings().get(HTTP_TLS));
        String scheme = isSecured ? "https://" : "http://";
        return records.members().values().stream()
                .filter(member -> member.state() instanceof MemberState.Running running && running.healthy())
                .flatMap(member -> member.task().stream())
                .map(task -> scheme + task.httpAddress())
                .sorted()
                .toList();
    }
}
