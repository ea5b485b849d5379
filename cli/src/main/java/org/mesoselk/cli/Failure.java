package org.mesoselk.cli;

/** What ends a command early: one sentence that names the thing, the value and the remedy, and the exit code. */
public final class Failure extends RuntimeException {

    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int TIMED_OUT = 3;

    private final int exitCode;

    private Failure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** The command cannot be done. */
    public static Failure failed(String sentence) {
        return new Failure(FAILED, sentence, null);
    }

    /** The command cannot be done because of {@code cause}, whose own words close the sentence. */
    public static Failure failed(String sentence, Throwable cause) {
        return new Failure(FAILED, sentence + ": " + words(cause), cause);
    }

    /** The command was given wrongly. */
    public static Failure usage(String sentence) {
        return new Failure(USAGE, sentence, null);
    }

    /** What was asked for goes on, but this command no longer waits for it. */
    public static Failure timedOut(String sentence) {
        return new Failure(TIMED_OUT, sentence, null);
    }

    public int exitCode() {
        return exitCode;
    }

    /** An exception in words: file system exceptions carry only a path in their message. */
    public static String words(Throwable cause) {
        String kind = cause.getClass().getSimpleName().replaceAll("Exception$", "");
        String readable = kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
        if (cause.getMessage() == null || cause.getMessage().isBlank()) {
            return readable;
        }
        String message = cause.getMessage().lines().findFirst().orElse("");
        boolean plain = cause.getClass() == java.io.IOException.class
                || cause.getClass() == IllegalArgumentException.class
                || cause instanceof Failure;
        return plain ? message : readable + " " + message;
    }
}
