package org.mesoselk.localmesos.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that may differ between a recording and a replay without being a difference. Nothing else is passed over; what is
 * left is either equal or listed in {@code differences.json}.
 *
 * <ol>
 *   <li>Names: ids, uuids and ports are others here, but each of the recording always stands for the same one
 *       ({@link Names}); directories of the recorded machine stand for those of this run.
 *   <li>Moments ({@link #MOMENTS}), sizes of files (they have paths in them) and process ids are numbers on both
 *       sides; the account under which all runs is another.
 *   <li>The order of resources, agents and the like in a list means nothing ({@link #BAGS}), nor that of the keys of a JSON object.
 *   <li>local-mesos has no quotas and does not say {@code QUOTA_V2} in its MasterInfo.
 *   <li>Heartbeats come by the clock: only the one after SUBSCRIBED is compared ({@link Lanes}).
 *   <li>Independent things interleave freely: events are compared task by task, agent by agent ({@link Lanes}).
 *   <li>Allocation happens by the clock: how offers are spread over OFFERS events is free, and what is free on one agent
 *       may come in several offers where a task ended sooner or later than in the recording; what is on offer on an
 *       agent is compared ({@link OfferBook}), and offers in pieces are handed back until they come whole.
 *   <li>Several offers of one agent are taken back in any order.
 *   <li>Two roles of one framework that hold the same ({@link #TIED_ROLES}) are offered to by turns: whose turn it is
 *       follows from how often the clock has let the allocator offer before.
 *   <li>A nested container is being launched while its TASK_STARTING is on its way: a real agent adds what it knows of
 *       network and process by then, which is nothing, one of both or both.
 *   <li>Of headers, Date is not compared, Content-Length only with its body.
 * </ol>
 */
final class Rules {

    /** Points in time, and what else a machine measures. */
    static final Set<String> MOMENTS = Set.of(
            "timestamp",
            "nanoseconds",
            "executor_pid",
            "mtime",
            "start_time",
            "elected_time",
            "registered_time",
            "reregistered_time",
            "unregistered_time",
            "size",
            "cpus_system_time_secs",
            "cpus_user_time_secs",
            "mem_rss_bytes");

    /** Lists whose order means nothing. */
    static final Set<String> BAGS = Set.of(
            "resources",
            "total_resources",
            "offered_resources",
            "allocated_resources",
            "executor_ids",
            "attributes",
            "agents");

    /** Of 09-extras: the framework runs nothing in either. */
    static final Set<String> TIED_ROLES = Set.of("rb", "rc");

    private static final Set<String> PORTS = Set.of("port");

    private static final Set<String> ACCOUNTS = Set.of("uid", "gid");

    /** A uuid as protobuf's JSON writes bytes. */
    private static final Pattern UUID_BYTES = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final Names names;

    Rules(Names names) {
        this.names = names;
    }

    /** What both sides may leave out of a comparison, left out. */
    static JsonNode prepared(JsonNode event) {
        if (event.path("type").asString("").equals("SUBSCRIBED")) {
            ObjectNode copy = event.deepCopy().asObject();
            JsonNode capabilities = copy.at("/subscribed/master_info/capabilities");
            if (capabilities instanceof ArrayNode list) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    // The protobufs of this project are older than it and read it as nothing.
                    if (list.get(i).path("type").asString("QUOTA_V2").equals("QUOTA_V2")) {
                        list.remove(i);
                    }
                }
            }
            return copy;
        }
        JsonNode container = event.at("/update/status/container_status");
        if (container.at("/container_id").has("parent")
                && event.at("/update/status/state").asString("").equals("TASK_STARTING")) {
            ObjectNode copy = event.deepCopy().asObject();
            copy.at("/update/status/container_status").asObject().remove(List.of("network_infos", "executor_pid"));
            return copy;
        }
        return event;
    }

    /** An offer without its id, to be compared with another. */
    static JsonNode offered(JsonNode offer) {
        ObjectNode copy = offer.deepCopy().asObject();
        copy.remove("id");
        anyOfTheTied(copy);
        copy.path("resources").forEach(resource -> anyOfTheTied(resource.asObject()));
        return copy;
    }

    private static void anyOfTheTied(ObjectNode of) {
        JsonNode allocation = of.path("allocation_info");
        if (TIED_ROLES.contains(allocation.path("role").asString(""))) {
            allocation.asObject().put("role", "one of " + List.of("rb", "rc"));
        }
    }

    /** An answer by rule for one field; empty when it is to be compared value by value. */
    Optional<Boolean> same(String key, JsonNode theirs, JsonNode mine) {
        if (MOMENTS.contains(key) && theirs.isNumber()) {
            return Optional.of(mine.isNumber());
        }
        if (PORTS.contains(key) && theirs.isNumber() && mine.isNumber()) {
            return Optional.of(names.bind(theirs.asString(), mine.asString()));
        }
        if (ACCOUNTS.contains(key) && theirs.isString() && mine.isString()) {
            return Optional.of(names.bind(key + " " + theirs.asString(), key + " " + mine.asString()));
        }
        if (theirs.isString() && mine.isString()) {
            boolean uuid = UUID_BYTES.matcher(theirs.asString()).matches()
                    && UUID_BYTES.matcher(mine.asString()).matches();
            return Optional.of(
                    uuid
                            ? names.bind(theirs.asString(), mine.asString())
                            : names.same(theirs.asString(), mine.asString()));
        }
        return Optional.empty();
    }

    static JsonNode ordered(String key, JsonNode value) {
        if (!BAGS.contains(key) || !value.isArray()) {
            return value;
        }
        List<JsonNode> sorted = StreamSupport.stream(value.spliterator(), false)
                .sorted(Comparator.comparing(one -> one.path("name").asString("")
                        + one.path("reservations")
                        + one.path("reservation")
                        + one.path("disk").path("persistence")
                        + one.path("value")
                        + one.at("/agent_info/attributes")))
                .toList();
        return JsonNodeFactory.instance.arrayNode().addAll(sorted);
    }
}
