package org.mesoselk.scheduler.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mesoselk.scheduler.core.model.Constraint;

/** {@code --constraint}, as often as it is given. */
final class Constraints {

    private Constraints() {}

    static List<Constraint> from(Values values) {
        List<Constraint> constraints = new ArrayList<>();
        for (Values.Given given : values.all("--constraint")) {
            String[] parts = given.value().split(":", 3);
            try {
                if (parts.length != 3 || parts[0].isBlank()) {
                    throw new IllegalArgumentException("three parts");
                }
                Constraint.Operator operator = Constraint.Operator.valueOf(parts[1].toUpperCase(Locale.ROOT));
                if (operator == Constraint.Operator.LIKE || operator == Constraint.Operator.UNLIKE) {
                    Pattern.compile(parts[2]);
                }
                constraints.add(new Constraint(parts[0], operator, parts[2]));
            } catch (PatternSyntaxException e) {
                values.fault(given.origin() + ": the regular expression cannot be read: " + e.getDescription());
            } catch (IllegalArgumentException e) {
                values.fault(given.origin()
                        + ": must be field:OPERATOR:value with IS, CLUSTER, LIKE or UNLIKE, e.g. disk:CLUSTER:ssd");
            }
        }
        return List.copyOf(constraints);
    }
}
