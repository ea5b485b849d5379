package org.mesoselk.scheduler.core.offer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Verdict.Outcome;

/** The operator's placement rules, as Marathon reads them: an agent without the attribute fails all but UNLIKE. */
final class ConstraintsStage implements OfferStage {

    @Override
    public String name() {
        return "constraints";
    }

    @Override
    public Outcome check(Candidate candidate) {
        List<String> broken = candidate.nodeSet().constraints().stream()
                .filter(constraint -> !holds(constraint, candidate.offer()))
                .map(constraint -> sentence(constraint, candidate.offer()))
                .toList();
        return broken.isEmpty() ? pass("all constraints hold") : refuse(String.join("; ", broken));
    }

    static boolean holds(Constraint constraint, Offer offer) {
        Optional<String> value = valueOf(constraint, offer);
        return switch (constraint.operator()) {
            case IS, CLUSTER -> value.filter(constraint.value()::equals).isPresent();
            case LIKE -> value.filter(text -> matches(constraint.value(), text)).isPresent();
            case UNLIKE ->
                value.filter(text -> matches(constraint.value(), text)).isEmpty();
        };
    }

    private static Optional<String> valueOf(Constraint constraint, Offer offer) {
        return constraint.field().equals("@hostname")
                ? Optional.of(offer.agent().hostname())
                : Optional.ofNullable(offer.attributes().get(constraint.field()));
    }

    /** A text that is not a regular expression can only be meant as itself. */
    private static boolean matches(String expression, String text) {
        try {
            return Pattern.matches(expression, text);
        } catch (PatternSyntaxException notAnExpression) {
            return expression.equals(text);
        }
    }

    private static String sentence(Constraint constraint, Offer offer) {
        String found =
                valueOf(constraint, offer).map(value -> "is " + value).orElse("has no attribute " + constraint.field());
        return "wants " + constraint.field() + " " + constraint.operator() + " " + constraint.value() + ", agent "
                + offer.agent().hostname() + " " + found;
    }
}
