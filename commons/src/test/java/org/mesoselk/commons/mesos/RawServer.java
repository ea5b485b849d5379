package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on a port of its own that shows each request to a handler, which answers with whatever bytes it likes. */
final class RawServer implements AutoCloseable {

    interface Handler {
        void handle(Request request, Connection connection) throws IOException;
    }

    /** Opens the port, with TLS or without. */
    interface Listen {
        ServerSocket open() throws IOException;
    }

    record Request(String method, String path, Map<String, String> headers, ByteString body) {}

    private final ServerSocket server;
    private final Handler handler;
    private final Thread acceptor;
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();

    RawServer(Handler handler) throws IOException {
        this(0, handler);
    }

    RawServer(Listen listen, Handler handler) throws IOException {
        this.handler = handler;
        this.server = listen.open();
        this.acceptor = Transport.daemon("raw-server", this::accept);
        acceptor.start();
    }

    RawServer(int port, Handler handler) throws IOException {
        this(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), handler);
    }

    int port() {
        return server.getLocalPort();
    }

    String hostPort() {
        return "127.0.0.1:" + port();
    }

    URI uri() {
        return URI.create("http://" + hostPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                Transport.daemon("raw-connection", () -> serve(connection)).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try {
            InputStream in = new BufferedInputStream(connection.socket.getInputStream());
            String[] first = line(in).split(" ", 3);
            while (first.length == 3) {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    int colon = line.indexOf(':');
                    if (colon < 0) {
                        throw new IOException("this is not HTTP");
                    }
                    headers.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
                ByteString body = ByteString.copyFrom(
                        in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
                handler.handle(new Request(first[0], first[1], headers, body), connection);
                first = line(in).split(" ", 3);
            }
        } catch (IOException | UncheckedIOException gone) {
            // The client hung up, or the test did.
        } finally {
            connection.fin();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }

    /** Hangs up on everybody; the port is free again. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            // Until its accept() returns, the system goes on taking connections.
            acceptor.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::fin);
    }

    static final class Connection {

        private final Socket socket;
        private volatile boolean closed;

        Connection(Socket socket) {
            this.socket = socket;
        }

        void raw(byte[] bytes) {
            try {
                OutputStream out = socket.getOutputStream();
                synchronized (this) {
                    out.write(bytes);
                    out.flush();
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        void answer(int status, String sentence) {
            byte[] body = sentence.getBytes(UTF_8);
            raw("HTTP/1.1 %d Something\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(status, body.length, sentence)
                    .getBytes(UTF_8));
        }

        void redirect(String location) {
            raw("HTTP/1.1 307 Temporary Redirect\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                    .formatted(location)
                    .getBytes(UTF_8));
        }

        /** Begins an event stream. */
        void stream(String streamId) {
            raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nMesos-Stream-Id: %s\r\n\r\n"
                    .formatted(streamId)
                    .getBytes(UTF_8));
        }

        void record(MessageLite event) {
            byte[] record = RecordIo.encode(event.toByteArray());
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(record.length).toLowerCase(Locale.ROOT) + "\r\n").getBytes(UTF_8));
            chunk.writeBytes(record);
            chunk.writeBytes("\r\n".getBytes(UTF_8));
            raw(chunk.toByteArray());
        }

        void lastChunk() {
            raw("0\r\n\r\n".getBytes(UTF_8));
        }

        void fin() {
            closed = true;
            try {
                socket.close();
            } catch (IOException already) {
                throw new UncheckedIOException(already);
            }
        }

        /** Whether either side has hung up. Reads from the socket, so only for a connection that carries a stream. */
        boolean isHungUp() {
            if (closed) {
                return true;
            }
            try {
                socket.setSoTimeout(10);
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException open) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }
    }
}
