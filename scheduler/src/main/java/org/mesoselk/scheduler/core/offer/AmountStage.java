package org.mesoselk.scheduler.core.offer;

import java.util.function.ToDoubleFunction;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** Enough of one scalar resource. Mesos counts scalars in thousandths. */
record AmountStage(String name, String unit, ToDoubleFunction<Resources> needed, ToDoubleFunction<Offer> offered)
        implements OfferStage {

    static final AmountStage CPUS = new AmountStage("cpus", "cpus", Resources::cpus, Offer::cpus);
    static final AmountStage MEMORY = new AmountStage("memory", "MiB", Resources::memoryMb, Offer::memoryMb);
    static final AmountStage DISK = new AmountStage("disk", "MiB of disk", Resources::diskMb, Offer::diskMb);

    @Override
    public Outcome check(Candidate candidate) {
        double need = needed.applyAsDouble(candidate.needed());
        double have = offered.applyAsDouble(candidate.offer());
        String sentence = "needs " + text(need) + " " + unit + ", agent "
                + candidate.agent().hostname() + " offers " + text(have);
        return thousandths(have) >= thousandths(need) ? pass(sentence) : refuse(sentence);
    }

    private static long thousandths(double amount) {
        return Math.round(amount * 1000);
    }

    private static String text(double amount) {
        long thousandths = thousandths(amount);
        return thousandths % 1000 == 0 ? Long.toString(thousandths / 1000) : Double.toString(thousandths / 1000.0);
    }
}
