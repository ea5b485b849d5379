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
import org.mesoselk.commons.mesos.SchedulerListener;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mesos' events as inputs of the loop, the core's calls as Mesos' calls. */
public final class MesosSide implements SchedulerListener {
    private static final Logger LOG = LoggerFactory.getLogger(MesosSide.class);

    private final LaunchPlan plan;
    private final LaunchTranslation launches;
    private final AgentDirectory agents;
    private final InstantSource clock;
    private final Consumer<Input> inputs;
    private final Consumer<String> fatal;
    private final Runnable superseded;
    /** Offers as Mesos sent them, until they are used, declined or void: tasks are cut out of the original resources. */
    private final Map<String, org.apache.mesos.v1.Protos.Offer> offers = new ConcurrentHashMap<>();

    private volatile Optional<String> frameworkId = Optional.empty();

    /**
     * @param fatal told in a sentence why this scheduler cannot go on
     * @param superseded told that another process has subscribed as this framework: does this one still lead?
     */
    public MesosSide(
            LaunchPlan plan,
            AgentDirectory agents,
            InstantSource clock,
            Consumer<Input> inputs,
            Consumer<String> fatal,
            Runnable superseded) {
        this.plan = plan;
        this.launches = new LaunchTranslation(plan);
        this.agents = agents;
        this.clock = clock;
        this.inputs = inputs;
        this.fatal = fatal;
        this.superseded = superseded;
    }

    @Override
    public void event(Event event) {
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
                        UpdateTranslation.update(event.getUpdate().getStatus(), clock.instant())));
            case FAILURE -> failed(event.getFailure());
            case ERROR -> ended(event.getError().getMessage());
            default -> LOG.debug("event {} needs nothing", event.getType());
        }
    }

    @Override
    public void disconnected(String cause) {
        offers.clear();
        inputs.accept(new Input.Disconnected(cause));
    }

    /** Sends in the order of the calls; {@code failed} is told, on any thread, when it did not get through. */
    public void send(SchedulerClient client, Call.ToMesos call, Consumer<String> failed) {
        translate(call)
                .ifPresentOrElse(
                        message -> report(client.send(message), failed),
                        () -> failed.accept("the offer is not held any more, or does not hold what the task takes"));
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
                .map(offer -> OfferTranslation.offer(offer, plan.role()))
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
    private void ended(String error) {
        if (error.contains("failed over")) {
            LOG.warn("another scheduler has subscribed as this framework ({})", error);
            superseded.run();
        } else {
            fatal.accept(sentence(error));
        }
    }

    private static String sentence(String error) {
        if (error.contains("Framework has been removed")) {
            return "Mesos has removed this framework (" + error
                    + "): its tasks are gone and its id is void. The records"
                    + " in ZooKeeper were kept. To begin anew with the data that lies on the agents, delete the value of"
                    + " frameworkId in the record 'framework' there, and start the scheduler again";
        }
        return "Mesos ended the subscription with an error: " + error
                + ". Correct what it says and start the scheduler again; no task was changed";
    }
}
