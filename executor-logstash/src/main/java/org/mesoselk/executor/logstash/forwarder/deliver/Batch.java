package org.mesoselk.executor.logstash.forwarder.deliver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mesoselk.executor.logstash.forwarder.registry.Acknowledged;

/**
 * The body of one bulk request, and which parts of which files are settled once all of it is. Used again and again:
 * what is under way never takes more memory than there are batches.
 */
public final class Batch {

    private static final int FIRST_ITEMS = 1024;

    private final byte[] body;
    private final List<Acknowledged.Part> parts = new ArrayList<>();
    private int[] ends = new int[FIRST_ITEMS];
    private int items;

    /** @param capacity of the body, in bytes */
    public Batch(int capacity) {
        body = new byte[capacity];
    }

    public byte[] body() {
        return body;
    }

    public int items() {
        return items;
    }

    public boolean isEmpty() {
        return items == 0;
    }

    /** Where the body of {@code items} items ends. */
    public int length(int count) {
        return count == 0 ? 0 : ends[count - 1];
    }

    public int length() {
        return length(items);
    }

    public boolean hasRoom(int bytes) {
        return body.length - length() >= bytes;
    }

    /** One more item was written, from {@link #length()} to {@code end}. */
    public void added(int end) {
        if (items == ends.length) {
            ends = Arrays.copyOf(ends, 2 * items);
        }
        ends[items++] = end;
    }

    /** To be settled together with the items. */
    public void covers(Acknowledged.Part part) {
        parts.add(part);
    }

    /** The operation and the document of one item. */
    public byte[] item(int index) {
        return Arrays.copyOfRange(body, length(index), ends[index]);
    }

    /** Of the first {@code settled.length} items, only those stay that are not settled; those behind stay all. */
    public void drop(boolean[] settled) {
        int kept = 0;
        int at = 0;
        for (int i = 0, start = 0; i < items; i++) {
            int end = ends[i];
            if (i >= settled.length || !settled[i]) {
                System.arraycopy(body, start, body, at, end - start);
                at += end - start;
                ends[kept++] = at;
            }
            start = end;
        }
        items = kept;
    }

    /** Nothing of it is owed any more. */
    public void settle() {
        parts.forEach(Acknowledged.Part::done);
        clear();
    }

    public void clear() {
        parts.clear();
        items = 0;
    }
}
