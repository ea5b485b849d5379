package org.mesoselk.benchmarks.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerListener;

/** Runs in a JVM of its own: the client and bare parsing by turns. Prints a line for each turn but those that warm up. */
public final class ClientMeter {

    /** About 110 MB a turn, so that making the client does not count. */
    private static final int EVENTS = 400_000;

    private static final int IN_ONE_WRITE = 40;
    private static final int WARM_UP = 3;
    private static final long PATIENCE_SECONDS = 120;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ClientMeter() {}

    /** @param cpuNanos of the whole JVM, without the server */
    private record Turn(long events, long nanos, long cpuNanos) {

        String text() {
            return String.format(Locale.ROOT, "%.1f %.4f", events * 1e9 / nanos, cpuNanos / 1000.0 / events);
        }
    }

    private static final class Counting implements SchedulerListener {
        private final CountDownLatch over = new CountDownLatch(1);
        private long events;

        @Override
        public void event(Event event) {
            events++;
        }

        @Override
        public void disconnected(String cause) {
            over.countDown();
        }
    }

    /** @param args how many turns */
    public static void main(String[] args) throws Exception {
        RecordedEvents recorded = RecordedEvents.load();
        int rounds = EVENTS / recorded.others().size();
        for (int turn = -WARM_UP; turn < Integer.parseInt(args[0]); turn++) {
            Turn client = client(recorded, rounds);
            Turn parsing = parsing(recorded, rounds);
            if (turn >= 0) {
                System.out.println(client.text() + " " + parsing.text());
            }
        }
        System.exit(0);
    }

    private static Turn client(RecordedEvents recorded, int rounds) throws IOException, InterruptedException {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("u").setName("n").build();
        byte[] chunks = recorded.chunks(IN_ONE_WRITE);
        Counting counting = new Counting();
        System.gc();
        try (StreamServer server = new StreamServer(recorded.head(), chunks, rounds / IN_ONE_WRITE);
                MesosSchedulerClient client = MesosSchedulerClient.builder(
                                MasterDetectors.parse(server.address()), () -> info, counting)
                        .build()) {
            long began = System.nanoTime();
            long cpu = SYSTEM.getProcessCpuTime();
            client.start();
            if (!counting.over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the stream did not end; " + counting.events + " events came");
            }
            long ended = System.nanoTime();
            long used = SYSTEM.getProcessCpuTime() - cpu;
            client.close();
            long expected = 1L
                    + (long) (rounds / IN_ONE_WRITE)
                            * IN_ONE_WRITE
                            * recorded.others().size();
            if (counting.events != expected) {
                throw new IllegalStateException(counting.events + " events came of " + expected);
            }
            return new Turn(counting.events, ended - began, used - server.cpuNanos());
        }
    }

    private static Turn parsing(RecordedEvents recorded, int rounds) throws InvalidProtocolBufferException {
        System.gc();
        long events = 0;
        long began = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < rounds; i++) {
            for (byte[] record : recorded.others()) {
                events += Event.parseFrom(record).hasType() ? 1 : 0;
            }
        }
        return new Turn(events, System.nanoTime() - began, SYSTEM.getProcessCpuTime() - cpu);
    }
}
