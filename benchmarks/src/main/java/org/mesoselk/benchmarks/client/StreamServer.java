package org.mesoselk.benchmarks.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A master that takes one subscription, sends all it has, and ends the stream. */
final class StreamServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final byte[] head;
    private final byte[] chunks;
    private final int times;
    private final Thread thread = new Thread(this::serve, "stream-server");
    private volatile long cpuNanos;

    /** @param chunks are sent so many {@code times} */
    StreamServer(byte[] head, byte[] chunks, int times) throws IOException {
        this.head = head;
        this.chunks = chunks;
        this.times = times;
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(head);
            for (int i = 0; i < times; i++) {
                out.write(chunks);
            }
            out.write("0\r\n\r\n".getBytes(US_ASCII));
            socket.shutdownOutput();
            cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            // What is closed with something unread takes back what was sent.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** CPU time that sending has taken, which is not the client's. */
    long cpuNanos() throws InterruptedException {
        thread.join();
        return cpuNanos;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
