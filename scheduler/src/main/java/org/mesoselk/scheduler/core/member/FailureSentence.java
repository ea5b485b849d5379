package org.mesoselk.scheduler.core.member;

import org.mesoselk.scheduler.core.model.TaskUpdate;

/** What Mesos or the executor said of a task that ended, fit to be stored. */
public final class FailureSentence {

    /**
     * Characters kept of it. Outside texts are stored in records, and all records that change in one tick go to ZooKeeper
     * in one packet of at most 1 MB: none of them may be as long as it likes.
     */
    public static final int LONGEST = 1_000;

    private static final String CUT = " ...";

    private FailureSentence() {}

    static String of(TaskUpdate update) {
        String reason = update.reason().isBlank() ? "" : " (" + update.reason() + ")";
        String message = update.message().isBlank() ? "" : ": " + update.message();
        return cut("TASK_" + update.state() + reason + message, LONGEST);
    }

    /** Control characters, of which each would take six in JSON, become blanks. */
    public static String cut(String text, int longest) {
        String clean = text.length() <= longest ? text : keep(text, longest - CUT.length()) + CUT;
        StringBuilder plain = new StringBuilder(clean);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.isISOControl(c) && c != '\n') {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    private static String keep(String text, int most) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
