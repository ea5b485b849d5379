package org.mesoselk.executor.logstash.official;

import java.util.Optional;

/** Why Logstash is no more. */
final class Endings {

    /** 128 and SIGKILL. */
    private static final int KILLED = 137;

    /** -XX:+ExitOnOutOfMemoryError */
    private static final int OUT_OF_MEMORY = 3;

    private Endings() {}

    static String sentence(int code, Optional<String> words, int heapMb) {
        if (code == KILLED) {
            return "Logstash was killed (SIGKILL), most likely because it took more memory than the task has: beside a heap"
                    + " of " + heapMb
                    + " MB it needs about 400 MB; give the task more memory, or Logstash a smaller heap.";
        }
        if (code == OUT_OF_MEMORY) {
            return "Logstash ran out of its heap of " + heapMb
                    + " MB; give it a larger one, and the task the memory for it"
                    + words.map(last -> " (" + last + ").").orElse(".");
        }
        return "Logstash ended with code " + code + ": " + words.orElse("it does not say why") + ".";
    }
}
