package org.mesoselk.executor.elasticsearch.preflight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Room for data and for the rendered files. */
final class DiskChecks {

    /** Below this nothing useful can be written: a start alone writes tens of MB. */
    static final long LEAST_BYTES = 100L << 20;

    /** Elasticsearch's flood-stage watermark: 95 % used, but never more than 100 GB kept free. */
    private static final int LEAST_PERCENT = 5;

    private static final long HEADROOM_BYTES = 100L << 30;

    private DiskChecks() {}

    static List<Fault> check(Path data, Path sandbox, Host host) {
        List<Fault> faults = new ArrayList<>();
        host.space(data).ifPresent(space -> {
            long floor = Math.max(LEAST_BYTES, Math.min(space.total() / 100 * LEAST_PERCENT, HEADROOM_BYTES));
            check("data path", data, space, floor, faults);
        });
        if (!sandbox.equals(data)) {
            host.space(sandbox).ifPresent(space -> check("sandbox", sandbox, space, LEAST_BYTES, faults));
        }
        return List.copyOf(faults);
    }

    private static void check(String name, Path path, Host.Space space, long floor, List<Fault> faults) {
        if (space.free() < floor) {
            faults.add(Fault.lasting("The disk of the " + name + " " + path + " has " + mib(space.free()) + " free of "
                    + mib(space.total()) + ", and " + mib(floor)
                    + " are needed; make room there, or give the member another data directory."));
        }
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%d MiB", bytes >> 20);
    }
}
