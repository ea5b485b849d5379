package org.mesoselk.localmesos.agent.process;

/** The raw status of wait(2), as Mesos hands it on: exit code 7 is 1792, killed by signal 9 is 9. */
public final class WaitStatus {

    /** Of a process that ended while nobody could wait for it. */
    public static final int UNKNOWN = -1;

    private static final int LAST_SIGNAL = 64;

    private WaitStatus() {}

    /** Java reports a death by signal as 128 + signal, so an exit code above 128 reads as one: as in a shell. */
    public static int ofExitValue(int value) {
        return value > 128 && value <= 128 + LAST_SIGNAL ? value - 128 : value << 8;
    }

    /** As Mesos words it: "exited with status 3", "terminated with signal Terminated". */
    public static String describe(int status) {
        if (status == UNKNOWN) {
            return "ended with an unknown status";
        }
        int signal = status & 0x7f;
        return signal == 0 ? "exited with status " + (status >> 8) : "terminated with signal " + signalName(signal);
    }

    /** strsignal(3) for those that end a process in practice. */
    private static String signalName(int signal) {
        return switch (signal) {
            case 1 -> "Hangup";
            case 2 -> "Interrupt";
            case 3 -> "Quit";
            case 4 -> "Illegal instruction";
            case 6 -> "Aborted";
            case 7 -> "Bus error";
            case 8 -> "Floating point exception";
            case 9 -> "Killed";
            case 10 -> "User defined signal 1";
            case 11 -> "Segmentation fault";
            case 12 -> "User defined signal 2";
            case 13 -> "Broken pipe";
            case 14 -> "Alarm clock";
            case 15 -> "Terminated";
            default -> String.valueOf(signal);
        };
    }
}
