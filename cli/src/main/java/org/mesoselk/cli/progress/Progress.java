package org.mesoselk.cli.progress;

/** Shows what takes long. Steps that end within two seconds are not shown while they last. */
public interface Progress {

    /** @param what what is done, as in "Starting ZooKeeper" */
    Step begin(String what);

    /** A sentence of its own, shown at once. */
    void say(String sentence);

    /** One thing that takes its time; report as often as you like. Not thread safe. */
    interface Step extends AutoCloseable {

        /**
         * @param total how much there is to do; 0 or less when nobody knows
         * @param note what else to show; may be empty
         */
        void at(long done, long total, String note);

        default void at(String note) {
            at(0, 0, note);
        }

        /** It came to its end; {@code result} is a sentence, always shown. */
        void done(String result);

        /** Takes the display away; without {@link #done} nothing more is shown. */
        @Override
        void close();
    }
}
