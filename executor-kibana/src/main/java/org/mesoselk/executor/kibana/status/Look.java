package org.mesoselk.executor.kibana.status;

import java.util.Optional;

/** What a look at Kibana showed. */
public sealed interface Look {

    /**
     * /api/status has answered.
     *
     * @param said green, yellow, red, or since 7.15 available, degraded, unavailable, critical
     */
    record Says(String said) implements Look {}

    /** It answers, and wants a login first: pages are served, and who may see the status is another matter. */
    record WantsLogin() implements Look {}

    /** It does not answer, or not yet with a status. */
    record Silent(String cause) implements Look {}

    /**
     * Whether people get pages. Up to 7.x Kibana answers 503 to all of them unless it is green, also while it is yellow for
     * a moment of its start; what is degraded since 7.15 serves.
     */
    default boolean isServing() {
        return this instanceof WantsLogin
                || this instanceof Says says
                        && switch (says.said()) {
                            case "green", "available", "degraded" -> true;
                            default -> false;
                        };
    }

    /** For the report; empty when it does not say. */
    default Optional<String> word() {
        return this instanceof Says says ? Optional.of(says.said()) : Optional.empty();
    }

    /** What is told of Kibana, to stand behind its name. */
    default String sentence() {
        if (this instanceof Says says) {
            return "says that it is " + says.said();
        }
        return this instanceof Silent silent ? "does not answer: " + silent.cause() : "answers and wants a login";
    }
}
