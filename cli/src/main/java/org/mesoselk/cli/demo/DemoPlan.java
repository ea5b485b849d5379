package org.mesoselk.cli.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.cli.Failure;

/** From how many nodes to how many, and back to how many: written 1-49-3. */
public record DemoPlan(int from, int to, int back) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})-(\\d{1,3})-(\\d{1,3})");

    /** As many as the scheduler takes. */
    private static final int MOST = 49;

    /** @throws Failure when it is no such plan */
    public static DemoPlan parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Failure.usage("'" + text + "' is no plan: write it as 1-49-3, from 1 node to 49 and back to 3");
        }
        DemoPlan plan = new DemoPlan(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        if (plan.from < 1 || plan.back < 1 || plan.to > MOST || plan.to <= plan.from || plan.to <= plan.back) {
            throw Failure.usage("The plan " + text + " must lead from 1 or more nodes up to at most " + MOST
                    + " and down again to 1 or more");
        }
        return plan;
    }

    @Override
    public String toString() {
        return from + "-" + to + "-" + back;
    }
}
