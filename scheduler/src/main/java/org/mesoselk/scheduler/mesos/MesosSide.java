package org.mesoselk.scheduler.mesos;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.mesos.CallResult;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.commons.mesos.SchedulerError;
import org.mesoselk.commons.mesos.SchedulerListener;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Product;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mesos' events as inputs of the loop, the core's calls as Mesos' calls. */
public final class MesosSide implements SchedulerListener {
    private static final Logger LOG = LoggerFactory.getLogger(MesosSide.class);

    private final Product product;
    private final Claim claim;
    private final LaunchTranslation launches;
    private final AgentDirectory agents;
    private final InstantSource clock;
    private final Consumer<Input> inputs;
    private final Consumer<String> fatal;
    private final Runnable superseded;
    private final MesosTally tally;
    /** Offers as Mesos sent them, until they are used, declined or void: tasks are cut out of the original resources. */
    private final Map<String, org.apache.mesos.v1.Protos.Offer> offers = new ConcurrentHashMap<>();

    private volatile Optional<String> frameworkId = Optional.empty();

    /**
     * @param claim in whose name resources are taken and reserved
     * @param fatal told in a sentence why this scheduler cannot go on
     * @param superseded told that another process has subscribed as this framework: does this one still lead?
     */
    public MesosSide(
            LaunchPlan plan,
            Claim claim,
            AgentDirectory agents,
            InstantSource clock,
            Consumer<Input> inputs,
            Consumer<String> fatal,
            Runnable superseded,
            MesosTally tally) {
        this.product = plan.product();
        this.claim = claim;
        this.launches = new LaunchTranslation(plan, claim);
        this.agents = agents;
        this.clock = clock;
        this.inputs = inputs;
        this.fatal = fatal;
        this.superseded = superseded;
        this.tally = tally;
    }

    @Override
    public void event(Event event) {
        tally.heard(event.getType());
        switch (event.getType()) {
            case SUBSCRIBED -> subscribed(event.getSubscribed());
            case OFFERS -> offered(event.getOffers().getOffersList());
            case RESCIND -> {
                String id = event.getRescind().getOfferId().getValue();
                offers.remove(id);
                inputs.accept(new Input.Rescinded(id));
            }
            case UPDATE ->
                inputs.accept(new Input.Updated(
                        UpdateTranslation.update(product, event.getUpdate().getStatus(), clock.instant())));
            case FAILURE -> failed(event.getFailure());
            case ERROR -> ended(event.getError());
            case INVERSE_OFFERS ->
                inputs.accept(new Input.InverseOffered(event.getInverseOffers().getInverseOffersList().stream()
                        .map(OfferTranslation::inverse)
                        .toList()));
            case RESCIND_INVERSE_OFFER ->
                inputs.accept(new Input.InverseRescinded(
                        event.getRescindInverseOffer().getInverseOfferId().getValue()));
            case UPDATE_OPERATION_STATUS ->
                inputs.accept(new Input.OperationUpdated(UpdateTranslation.operation(
                        event.getUpdateOperationStatus().getStatus())));
            case HEARTBEAT -> LOG.debug("the master is there");
            case MESSAGE, UNKNOWN -> tally.unused(event.getType());
        }
    }

    @Override
    public void disconnected(String cause) {
        offers.clear();
        tally.disconnected();
        inputs.accept(new Input.Disconnected(cause));
    }

    @Override
    public void refused(String cause) {
        offers.clear();
        tally.disconnected();
        inputs.accept(new Input.Refused(cause));
    }

    /** Sends in the order of the calls; {@code failed} is told, on any thread, when it did not get through. */
    public void send(SchedulerClient client, Call.ToMesos call, Consumer<String> failed) {
        if (call instanceof Call.BeginAnew) {
            LOG.info("subscribes as a new framework, as --new-framework-id allows");
            client.beginAnew();
            return;
        }
        translate(call)
                .ifPresentOrElse(
                        message -> report(client.send(message), failed),
                        () -> failed.accept("the offer is not held any more, or does not hold what is taken of it"));
    }

    private static void report(CompletableFuture<CallResult> result, Consumer<String> failed) {
        result.thenAccept(outcome -> {
            if (outcome instanceof CallResult.Refused refused) {
                failed.accept("Mesos refused it (HTTP " + refused.status() + "): " + refused.sentence());
            } else if (outcome instanceof CallResult.Undelivered undelivered) {
                failed.accept("it is not known whether it reached Mesos: " + undelivered.cause());
            }
        });
    }

    private Optional<org.apache.mesos.v1.scheduler.Protos.Call> translate(Call.ToMesos call) {
        if (call instanceof Call.Launch launch) {
            return launch(launch);
        } else if (call instanceof Call.OnOffer operation) {
            return operate(operation);
        } else if (call instanceof Call.ReconcileOperations reconcile) {
            return Optional.of(OperationTranslation.reconcile(reconcile.operations()));
        } else if (call instanceof Call.Acknowledge acknowledge) {
            return Optional.of(CallTranslation.acknowledge(acknowledge));
        } else if (call instanceof Call.Decline decline) {
            decline.offerIds().forEach(offers::remove);
            return Optional.of(CallTranslation.decline(decline));
        } else if (call instanceof Call.Suppress) {
            return Optional.of(CallTranslation.suppress());
        } else if (call instanceof Call.Revive) {
            return Optional.of(CallTranslation.revive());
        } else if (call instanceof Call.Kill kill) {
            return Optional.of(CallTranslation.kill(kill));
        } else if (call instanceof Call.Reconcile reconcile) {
            return Optional.of(CallTranslation.reconcile(reconcile.tasks()));
        } else if (call instanceof Call.SendSeedHosts seeds) {
            return Optional.of(CallTranslation.seedHosts(seeds));
        } else if (call instanceof Call.SendEndpoints endpoints) {
            return Optional.of(CallTranslation.endpoints(endpoints));
        } else if (call instanceof Call.SendPipelines pipelines) {
            return Optional.of(CallTranslation.pipelines(pipelines));
        } else if (call instanceof Call.SendValidate validate) {
            return Optional.of(CallTranslation.validate(validate));
        } else if (call instanceof Call.AcknowledgeOperation acknowledge) {
            return Optional.of(CallTranslation.acknowledge(acknowledge.update()));
        } else if (call instanceof Call.AcceptInverseOffers accept) {
            return Optional.of(CallTranslation.accept(accept));
        } else if (call instanceof Call.DeclineInverseOffers decline) {
            return Optional.of(CallTranslation.decline(decline));
        }
        throw new IllegalArgumentException("a call that Mesos does not have: " + call);
    }

    private Optional<org.apache.mesos.v1.scheduler.Protos.Call> launch(Call.Launch launch) {
        org.apache.mesos.v1.Protos.Offer offer = offers.remove(launch.offer().id());
        if (offer == null) {
            return Optional.empty();
        }
        Optional<TaskInfo> task = launches.task(launch, offer, frameworkId.orElse(""));
        return task.map(info -> CallTranslation.accept(offer, info));
    }

    private Optional<org.apache.mesos.v1.scheduler.Protos.Call> operate(Call.OnOffer operation) {
        return Optional.ofNullable(offers.remove(operation.offer().id()))
                .flatMap(offer -> OperationTranslation.accept(operation, offer, claim));
    }

    private void subscribed(Event.Subscribed subscribed) {
        String id = subscribed.getFrameworkId().getValue();
        offers.clear();
        agents.learn(subscribed.getMasterInfo());
        frameworkId = Optional.of(id);
        inputs.accept(new Input.Subscribed(id));
    }

    private void offered(List<org.apache.mesos.v1.Protos.Offer> offered) {
        offered.forEach(offer -> {
            offers.put(offer.getId().getValue(), offer);
            agents.learn(offer);
        });
        List<Offer> seen = offered.stream()
                .map(offer -> OfferTranslation.offer(offer, claim))
                .toList();
        inputs.accept(new Input.Offered(seen));
    }

    private void failed(Event.Failure failure) {
        // With an executor id it is told by updates; without one the whole agent is gone.
        if (failure.hasAgentId() && !failure.hasExecutorId()) {
            inputs.accept(new Input.AgentLost(failure.getAgentId().getValue()));
        }
    }

    /** The stream ends after an error; a client that may goes on to subscribe again. */
    private void ended(Event.Error error) {
        String message = error.getMessage();
        switch (SchedulerError.of(error)) {
            case FAILED_OVER -> {
                LOG.warn("another scheduler has subscribed as this framework ({})", message);
                superseded.run();
            }
            case REMOVED -> {
                LOG.error("Mesos has removed this framework ({}); the records are kept", message);
                inputs.accept(new Input.FrameworkRemoved());
            }
            case OTHER ->
                fatal.accept("Mesos ended the subscription with an error: " + message
                        + ". Correct what it says and start the scheduler again; no task was changed");
        }
    }
}
