package org.mesoselk.executor.kibana.preflight;

/**
 * Why Kibana cannot be started on this host.
 *
 * @param sentence names the thing, the value and the remedy
 * @param passing whether it may go away within seconds, as when the instance before this one is still ending
 */
public record Fault(String sentence, boolean passing) {

    static Fault lasting(String sentence) {
        return new Fault(sentence, false);
    }

    static Fault passing(String sentence) {
        return new Fault(sentence, true);
    }
}
