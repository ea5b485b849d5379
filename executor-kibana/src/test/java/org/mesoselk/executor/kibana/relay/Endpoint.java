package org.mesoselk.executor.kibana.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A member of Elasticsearch down to its bytes, whose connections tests can break where they like. */
final class Endpoint implements AutoCloseable {

    /** @param body with the transfer coding taken off */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    /** What a member does with a request. */
    interface Behaviour {

        /** @return whether the connection is kept */
        boolean answer(Request request, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Behaviour> once = new ConcurrentLinkedQueue<>();
    private volatile Behaviour always;

    final List<Request> requests = new CopyOnWriteArrayList<>();
    volatile int connections;

    Endpoint(String name) throws IOException {
        this(name, new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1")));
    }

    Endpoint(String name, ServerSocket server) {
        this.server = server;
        this.always = (request, out) -> text(out, 200, request.method().equals("HEAD") ? "" : name);
        thread(this::accept);
    }

    /** Breaks the connection without an answer. */
    static final Behaviour BREAKS = (request, out) -> false;

    static boolean text(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(ISO_8859_1);
        raw(
                out,
                "HTTP/1.1 " + status + " X\r\nContent-Type: text/plain\r\nContent-Length: " + bytes.length + "\r\n\r\n"
                        + body);
        return true;
    }

    static void raw(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    Endpoint once(Behaviour behaviour) {
        once.add(behaviour);
        return this;
    }

    Endpoint always(Behaviour behaviour) {
        always = behaviour;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                connections++;
                thread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over, or the member gone.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean kept = true;
            while (kept) {
                Request request = read(in, socket.getOutputStream());
                if (request == null) {
                    return;
                }
                requests.add(request);
                Behaviour behaviour = once.poll();
                kept = (behaviour == null ? always : behaviour).answer(request, socket.getOutputStream());
            }
        } catch (IOException broken) {
            // As tests want it.
        } finally {
            open.remove(socket);
        }
    }

    private static Request read(InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            headers.merge(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip(),
                    (one, other) -> one + "," + other);
        }
        if (headers.getOrDefault("Expect", "").toLowerCase(Locale.ROOT).contains("100")) {
            raw(out, "HTTP/1.1 100 Continue\r\n\r\n");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.getOrDefault("Transfer-Encoding", "").equals("chunked")) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
        } else {
            body.write(in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
        }
        return new Request(words[0], words[1], headers, body.toByteArray());
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next != '\n' && next >= 0; next = in.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    /** Like a process that is killed: nobody listens any more, and all connections break. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
