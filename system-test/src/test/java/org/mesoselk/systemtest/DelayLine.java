package org.mesoselk.systemtest;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A process that holds back each packet which is routed into a TUN device, and hands it back for routing: what
 * {@code tc netem delay} does, for kernels that were built without netem.
 */
final class DelayLine {

    private static final int O_RDWR = 2;

    /** linux/if_tun.h */
    private static final int TUNSETIFF = 0x400454ca;

    private static final short IFF_TUN = 0x0001;
    private static final short IFF_NO_PI = 0x1000;
    private static final int MTU = 65_536;

    private DelayLine() {}

    /** The C library. */
    interface C extends Library {
        int open(String path, int flags);

        int ioctl(int file, long request, Request argument);

        long read(int file, byte[] into, long size);

        long write(int file, byte[] from, long size);
    }

    /** struct ifreq, as far as TUNSETIFF reads it. */
    @Structure.FieldOrder({"name", "flags", "rest"})
    public static final class Request extends Structure {
        public byte[] name = new byte[16];
        public short flags = IFF_TUN | IFF_NO_PI;
        public byte[] rest = new byte[22];
    }

    private record Packet(byte[] bytes, long dueNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(dueNanos, ((Packet) other).dueNanos);
        }
    }

    /** @param arguments the device's name, and the delay in milliseconds */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        C c = Native.load("c", C.class);
        int device = attach(c, arguments[0]);
        long delayNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
        DelayQueue<Packet> packets = new DelayQueue<>();
        Thread out = new Thread(() -> handBack(c, device, packets), "out");
        out.setDaemon(true);
        out.start();
        System.out.println("delays " + arguments[0]);
        byte[] buffer = new byte[MTU];
        while (true) {
            long size = c.read(device, buffer, buffer.length);
            if (size < 0) {
                throw new IOException("cannot read from " + arguments[0]);
            }
            packets.add(new Packet(Arrays.copyOf(buffer, (int) size), System.nanoTime() + delayNanos));
        }
    }

    private static int attach(C c, String name) throws IOException {
        int device = c.open("/dev/net/tun", O_RDWR);
        Request request = new Request();
        System.arraycopy(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, request.name, 0, name.length());
        if (device < 0 || c.ioctl(device, TUNSETIFF, request) != 0) {
            throw new IOException("cannot attach to the TUN device " + name);
        }
        return device;
    }

    private static void handBack(C c, int device, DelayQueue<Packet> packets) {
        try {
            while (true) {
                byte[] packet = packets.take().bytes();
                // A packet that the kernel does not take is lost, as on a wire.
                c.write(device, packet, packet.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
