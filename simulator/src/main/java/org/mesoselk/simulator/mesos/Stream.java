package org.mesoselk.simulator.mesos;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Weather.Risk;

/** A subscription: events one way, calls the other. Both keep their order, but for what the weather overtakes. */
public final class Stream {

    /** A scheduler process as Mesos sees it. */
    public interface Subscriber {
        void receive(Input input);

        /** Mesos has ended the subscription for good. */
        void end(String error);
    }

    final Universe world;
    final Subscriber subscriber;
    /** Offers that it has been told of and that are not yet answered or void. */
    final Map<String, Offer> held = new HashMap<>();

    boolean open = true;
    private long lastEvent;
    private long lastCall;

    Stream(Universe world, Subscriber subscriber) {
        this.world = world;
        this.subscriber = subscriber;
    }

    /** Ids of the offers that its side has and has not answered. */
    public Set<String> held() {
        return held.keySet();
    }

    void event(Input input) {
        long time = world.now() + world.chance.between(1, 40);
        if (input instanceof Input.Updated && world.strikes(Risk.UPDATE_LATE)) {
            time += world.chance.between(100, 15_000);
        } else {
            lastEvent = Math.max(lastEvent, time);
            time = lastEvent;
        }
        world.agenda.at(time, () -> {
            if (open) {
                if (input instanceof Input.Offered offered) {
                    offered.offers().forEach(offer -> held.put(offer.id(), offer));
                } else if (input instanceof Input.Rescinded rescinded) {
                    held.remove(rescinded.offerId());
                }
                subscriber.receive(input);
            }
        });
    }

    void end(String error) {
        open = false;
        world.agenda.in(world.chance.between(1, 40), () -> subscriber.end(error));
    }

    /** The connection is gone, and this side notices it some time later. */
    void breakOff(String cause) {
        if (open) {
            open = false;
            world.agenda.in(world.chance.between(10, 2_000), () -> subscriber.receive(new Input.Disconnected(cause)));
        }
    }

    /** Carries a call to the master. */
    public void send(Master master, Call.ToMesos call) {
        if (call instanceof Call.Launch launch && held.remove(launch.offer().id()) == null
                || call instanceof Call.OnOffer operation
                        && held.remove(operation.offer().id()) == null) {
            failed(call, "the offer is not held any more");
            return;
        }
        if (call instanceof Call.Decline decline) {
            decline.offerIds().forEach(held::remove);
        }
        if (world.strikes(Risk.CALL_LOST)) {
            failed(call, "it is not known whether it reached Mesos: connection reset");
            return;
        }
        long took = world.strikes(Risk.CALL_SLOW) ? world.chance.between(500, 9_000) : world.chance.between(1, 40);
        lastCall = Math.max(lastCall, world.now() + took);
        boolean answerIsLost = world.strikes(Risk.CALL_TAKEN_FOR_LOST);
        world.agenda.at(lastCall, () -> {
            boolean taken = open && master.takes(this);
            if (taken) {
                master.take(call);
            }
            if (!taken || answerIsLost) {
                failed(call, taken ? "it is not known whether it reached Mesos: time-out" : "Mesos refused it");
            }
        });
    }

    private void failed(Call call, String sentence) {
        // The router waits before it tells of a failure, so that nobody asks a refusing master in a loop.
        world.agenda.in(
                1_000 + world.chance.between(1, 300), () -> subscriber.receive(new Input.CallFailed(call, sentence)));
    }
}
