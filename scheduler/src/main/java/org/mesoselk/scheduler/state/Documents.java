package org.mesoselk.scheduler.state;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.json.Json;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as readable JSON documents by path below the framework's own, and back. */
final class Documents {
    static final int SCHEMA_VERSION = 1;
    /** ZooKeeper takes no more than 1 MiB in one packet, and a transaction is one packet. */
    static final int MOST_BYTES = 900_000;

    static final String FRAMEWORK = "framework";
    static final String SPEC = "spec";
    static final String CLUSTER = "cluster";
    static final String MEMBERS = "members";
    static final String OPERATION = "operation";
    static final String OPERATIONS = "operations";
    static final String ABANDONED = "abandoned";
    static final String AGENTS = "agents";
    static final String RESERVATIONS = "reservations";

    /** Records that are one node each. */
    static final List<String> SINGLE = List.of(FRAMEWORK, SPEC, CLUSTER, OPERATION);
    /** Folders with a node for each record; one that is missing is empty. */
    static final List<String> FOLDERS = List.of(MEMBERS, OPERATIONS, ABANDONED, AGENTS, RESERVATIONS);

    private static final JsonMapper STRICT = Json.mapper()
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Documents() {}

    /** As it is stored: the fields of the record behind the version. */
    @JsonPropertyOrder({"schemaVersion", "value"})
    record Document(int schemaVersion, @JsonUnwrapped Object value) {}

    record Framework(Optional<String> frameworkId) {}

    static SortedMap<String, byte[]> of(Records records) {
        SortedMap<String, byte[]> documents = new TreeMap<>();
        values(records).forEach((path, value) -> documents.put(path, write(value)));
        return documents;
    }

    /** @param documents those of {@code before}: what has not changed since is taken from there */
    static SortedMap<String, byte[]> of(Records records, Records before, SortedMap<String, byte[]> documents) {
        SortedMap<String, Object> known = values(before);
        SortedMap<String, byte[]> changed = new TreeMap<>();
        values(records).forEach((path, value) -> {
            byte[] document = documents.get(path);
            changed.put(path, document != null && value.equals(known.get(path)) ? document : write(value));
        });
        return changed;
    }

    /** Of all its documents. */
    static Set<String> paths(Records records) {
        return values(records).keySet();
    }

    private static SortedMap<String, Object> values(Records records) {
        SortedMap<String, Object> values = new TreeMap<>();
        values.put(FRAMEWORK, new Framework(records.frameworkId()));
        values.put(SPEC, records.spec());
        values.put(CLUSTER, records.cluster());
        records.members().forEach((name, member) -> values.put(MEMBERS + "/" + name, member));
        records.operation().ifPresent(operation -> {
            values.put(OPERATION, operation);
            values.put(OPERATIONS + "/" + operation.id(), operation);
        });
        records.abandoned().forEach((id, task) -> values.put(ABANDONED + "/" + id, task));
        records.agents().forEach((id, agent) -> values.put(AGENTS + "/" + id, agent));
        records.reservations().forEach((id, reservation) -> values.put(RESERVATIONS + "/" + id, reservation));
        return values;
    }

    /**
     * @param base where they were read, for messages
     * @throws StoreRefusedException when one is missing or cannot be used
     */
    static Records records(Product product, String base, SortedMap<String, byte[]> documents) {
        Function<String, byte[]> must = path -> {
            byte[] document = documents.get(path);
            if (document == null) {
                throw new StoreRefusedException("the record " + base + "/" + path
                        + " is missing in ZooKeeper, though others are there: restore it from a backup, or start with"
                        + " another --framework-name; nothing was changed");
            }
            return document;
        };
        return new Records(
                read(base + "/" + FRAMEWORK, must.apply(FRAMEWORK), Framework.class)
                        .frameworkId(),
                read(base + "/" + SPEC, must.apply(SPEC), specOf(product)),
                read(base + "/" + CLUSTER, must.apply(CLUSTER), Cluster.class),
                folder(base, documents, MEMBERS, Member.class, Member::name),
                Optional.ofNullable(documents.get(OPERATION))
                        .map(document -> read(base + "/" + OPERATION, document, Operation.class)),
                folder(
                        base,
                        documents,
                        ABANDONED,
                        Abandoned.class,
                        abandoned -> abandoned.task().id()),
                folder(base, documents, AGENTS, AgentFailures.class, AgentFailures::agentId),
                folder(base, documents, RESERVATIONS, Reservation.class, Reservation::id));
    }

    private static <T> SortedMap<String, T> folder(
            String base, SortedMap<String, byte[]> documents, String folder, Class<T> type, Function<T, String> name) {
        SortedMap<String, T> values = new TreeMap<>();
        documents.subMap(folder + "/", folder + "0").forEach((path, document) -> {
            T value = read(base + "/" + path, document, type);
            if (!path.equals(folder + "/" + name.apply(value))) {
                throw new StoreRefusedException("the record " + base + "/" + path + " speaks of " + name.apply(value)
                        + ": correct it in ZooKeeper; nothing was changed");
            }
            values.put(name.apply(value), value);
        });
        return values;
    }

    private static Class<? extends Spec> specOf(Product product) {
        return switch (product) {
            case ELASTICSEARCH -> ElasticsearchSpec.class;
            case LOGSTASH -> LogstashSpec.class;
            case KIBANA -> KibanaSpec.class;
        };
    }

    static byte[] write(Object value) {
        return Json.bytes(new Document(SCHEMA_VERSION, value));
    }

    static <T> T read(String path, byte[] document, Class<T> type) {
        try {
            JsonNode tree = STRICT.readTree(document);
            int version = tree.path("schemaVersion").asInt(0);
            if (version > SCHEMA_VERSION) {
                throw new StoreRefusedException("the record " + path + " was written by a newer version (schemaVersion "
                        + version + ", this one knows " + SCHEMA_VERSION
                        + "): start that version of the scheduler; nothing was changed");
            }
            if (version != SCHEMA_VERSION) {
                throw corrupt(path, "it has no schemaVersion", null);
            }
            addWhatOlderOnesLack(tree, type);
            return STRICT.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw corrupt(path, e.getOriginalMessage().lines().findFirst().orElse("not JSON"), e);
        }
    }

    /** Fields that later scheduler releases added to a record of the same schema version. */
    private static void addWhatOlderOnesLack(JsonNode tree, Class<?> type) {
        if (type == LogstashSpec.class && tree instanceof ObjectNode spec) {
            if (!spec.has("pipelines")) {
                spec.putObject("pipelines");
            }
            List.of("rollout", "given").stream()
                    .filter(optional -> !spec.has(optional))
                    .forEach(spec::putNull);
        }
        if (type != Member.class) {
            return;
        }
        if (tree.path("state") instanceof ObjectNode state
                && state.path("name").asString("").equals("PENDING")
                && !state.has("agentGone")) {
            state.put("agentGone", false);
        }
        if (tree instanceof ObjectNode member && !member.has("data")) {
            HasData data = member.path("home").isObject() ? HasData.YES : HasData.NO;
            member.put("data", data.name());
        }
    }

    private static StoreRefusedException corrupt(String path, String why, Throwable cause) {
        return new StoreRefusedException(
                "the record " + path + " in ZooKeeper cannot be read (" + why
                        + "): correct it there or restore it from a backup; nothing was changed",
                cause);
    }
}
