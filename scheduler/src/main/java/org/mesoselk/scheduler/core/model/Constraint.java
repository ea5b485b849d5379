package org.mesoselk.scheduler.core.model;

/**
 * A placement rule in Marathon's words: {@code attribute operator value}, e.g. {@code disk CLUSTER ssd}.
 *
 * @param field an agent attribute, or {@code @hostname}
 * @param operator LIKE and UNLIKE take a regular expression, CLUSTER and IS a text
 */
public record Constraint(String field, Operator operator, String value) {
    public enum Operator {
        IS,
        CLUSTER,
        LIKE,
        UNLIKE
    }
}
