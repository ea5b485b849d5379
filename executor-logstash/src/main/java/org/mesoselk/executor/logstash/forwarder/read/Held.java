package org.mesoselk.executor.logstash.forwarder.read;

import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;

/**
 * Which files are held open, so that they are read to their end though somebody removes them: those that are not read
 * to their end, and of the others those that were written to last. A descriptor and its buffers take more memory than
 * all else that is kept of a file.
 */
final class Held {

    /** Of files at rest; more than most agents have at all. */
    private static final int AT_REST = 1_024;

    private final int most;
    private final LinkedHashSet<Tail> atRest = new LinkedHashSet<>();
    private int open;

    /** @param most files that may be open */
    Held(int most) {
        this.most = most;
    }

    /** @return whether one more may be opened; the one that has been at rest longest gives way */
    boolean hasRoom() {
        return open < most || giveWay();
    }

    void open(Tail tail, FileChannel file) {
        tail.opened(file);
        open++;
    }

    /** It was read to its end, and nothing has come since. */
    void rests(Tail tail) {
        if (tail.channel().isPresent() && atRest.add(tail) && atRest.size() > Math.min(AT_REST, most)) {
            giveWay();
        }
    }

    void works(Tail tail) {
        atRest.remove(tail);
    }

    void close(Tail tail) {
        atRest.remove(tail);
        if (tail.channel().isPresent()) {
            tail.close();
            open--;
        }
    }

    /** The channel goes on with the same file's new content. */
    void handOver(Tail from, Tail to) {
        atRest.remove(from);
        from.channel().ifPresent(to::opened);
    }

    /** A file without a name could not be opened again. */
    private boolean giveWay() {
        for (Iterator<Tail> each = atRest.iterator(); each.hasNext(); ) {
            Tail tail = each.next();
            if (tail.isListed() && tail.isReadToItsEnd()) {
                each.remove();
                tail.close();
                open--;
                return true;
            }
        }
        return false;
    }
}
