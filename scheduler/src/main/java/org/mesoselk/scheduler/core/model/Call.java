package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Something to be done outside, after the records of the same decision are stored. */
public sealed interface Call {

    /** To Mesos, in the order of the decision. */
    sealed interface ToMesos extends Call {}

    /** To Elasticsearch; made only in a tick with a new look at it, and again with each look until one shows its effect. */
    sealed interface ToElasticsearch extends Call {}

    record Acknowledge(String taskId, String agentId, String uuid) implements ToMesos {}

    /**
     * One task on one offer; the offer is used up.
     *
     * @param resources what the task takes besides its executor and its ports
     */
    record Launch(Offer offer, String memberName, TaskRef task, Resources resources, List<Port> ports, Payload payload)
            implements ToMesos {}

    /**
     * A port of the offer that the task listens on.
     *
     * @param name for discovery @param protocol tcp or udp
     */
    record Port(String name, String protocol, int number) {}

    record Decline(List<String> offerIds, Duration filter) implements ToMesos {}

    record Suppress() implements ToMesos {}

    record Revive() implements ToMesos {}

    record Kill(String taskId, String agentId, Duration grace) implements ToMesos {}

    /** Explicit for these tasks; implicit when empty. */
    record Reconcile(List<TaskRef> tasks) implements ToMesos {}

    record SendSeedHosts(TaskRef task, List<String> seedHosts) implements ToMesos {}

    record SendEndpoints(TaskRef task, List<String> endpoints) implements ToMesos {}

    /** @param pipelines text by name, the whole set */
    record SendPipelines(TaskRef task, SortedMap<String, String> pipelines) implements ToMesos {}

    /** Whether the Logstash there would take these. */
    record SendValidate(TaskRef task, SortedMap<String, String> pipelines) implements ToMesos {}

    /** @param update with a uuid */
    record AcknowledgeOperation(OperationUpdate update) implements ToMesos {}

    /** Nothing of this framework is on those agents any more. */
    record AcceptInverseOffers(List<String> inverseOfferIds, Duration filter) implements ToMesos {}

    /** What is on those agents stays. */
    record DeclineInverseOffers(List<String> inverseOfferIds, Duration filter) implements ToMesos {}

    /** An operation on an offer's resources, for the framework's role; the offer is used up, and comes again without it. */
    sealed interface OnOffer extends ToMesos {
        Offer offer();

        /** Mesos tells by it what became of the operation. */
        String operationId();
    }

    /** Of what anybody could use: cpus, mem, and disk of a kind; of a MOUNT disk the whole. */
    record Reserve(Offer offer, String operationId, String reservationId, Resources share, DiskSource disk)
            implements OnOffer {}

    /** All that the offer holds of that reservation, except volumes. */
    record Unreserve(Offer offer, String operationId, String reservationId) implements OnOffer {}

    /** In the disk of a reservation. */
    record CreateVolume(Offer offer, String operationId, String reservationId, Volume volume) implements OnOffer {}

    /** Of a reservation of ours, with all that is in it. */
    record DestroyVolume(Offer offer, String operationId, String reservationId, String volumeId) implements OnOffer {}

    /**
     * @param id unique on the agent within the role
     * @param containerPath where tasks find it, relative to their sandbox
     * @param sizeMb MiB; of a MOUNT disk the least
     */
    record Volume(String id, String containerPath, int sizeMb, DiskSource disk) {}

    /** Explicit for these. */
    record ReconcileOperations(List<PendingOperation> operations) implements ToMesos {}

    /** After the framework was removed, and its id with it: to subscribe as a new one. */
    record BeginAnew() implements ToMesos {}

    /** Index template that gives new indices this replication. */
    record PutTemplate(ElasticsearchSpec.Replication replication) implements ToElasticsearch {}

    /** The whole value of cluster.routing.allocation.exclude._name; empty clears the setting. */
    record SetAllocationExcludes(Set<String> nodeNames) implements ToElasticsearch {}

    record AddVotingExclusions(Set<String> nodeNames) implements ToElasticsearch {}

    /** All of them, without waiting for a removal: the nodes have been seen gone, or they are to stay after all. */
    record ClearVotingExclusions() implements ToElasticsearch {}
}
