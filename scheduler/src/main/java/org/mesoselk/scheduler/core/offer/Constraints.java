package org.mesoselk.scheduler.core.offer;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Constraint;

/** Whether the operator's placement rules hold for an agent, as Marathon reads them: one without the attribute fails all but UNLIKE. */
public final class Constraints {

    private Constraints() {}

    public static boolean holds(Constraint constraint, AgentRef agent, Map<String, String> attributes) {
        Optional<String> value = valueOf(constraint, agent, attributes);
        return switch (constraint.operator()) {
            case IS, CLUSTER -> value.filter(constraint.value()::equals).isPresent();
            case LIKE -> value.filter(text -> matches(constraint.value(), text)).isPresent();
            case UNLIKE ->
                value.filter(text -> matches(constraint.value(), text)).isEmpty();
        };
    }

    private static Optional<String> valueOf(Constraint constraint, AgentRef agent, Map<String, String> attributes) {
        return constraint.field().equals("@hostname")
                ? Optional.of(agent.hostname())
                : Optional.ofNullable(attributes.get(constraint.field()));
    }

    /** A text that is not a regular expression can only be meant as itself. */
    private static boolean matches(String expression, String text) {
        try {
            return Pattern.matches(expression, text);
        } catch (PatternSyntaxException notAnExpression) {
            return expression.equals(text);
        }
    }

    /** Why it does not hold. */
    public static String sentence(Constraint constraint, AgentRef agent, Map<String, String> attributes) {
        String found = valueOf(constraint, agent, attributes)
                .map(value -> "is " + value)
                .orElse("has no attribute " + constraint.field());
        return "wants " + constraint.field() + " " + constraint.operator() + " " + constraint.value() + ", agent "
                + agent.hostname() + " " + found;
    }
}
