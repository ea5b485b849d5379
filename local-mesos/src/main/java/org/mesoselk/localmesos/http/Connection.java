package org.mesoselk.localmesos.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the requests of one connection, one after the other. */
final class Connection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(202, "Accepted"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Payload Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"));

    private final Socket socket;
    private final HttpHandler handler;
    private final Executor threads;

    Connection(Socket socket, HttpHandler handler, Executor threads) {
        this.socket = socket;
        this.handler = handler;
        this.threads = threads;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
            OutputStream out = socket.getOutputStream();
            RequestReader requests = new RequestReader(in, out);
            while (serveNext(requests, in, out)) {
                LOG.trace("served one request of {}", socket);
            }
        } catch (IOException e) {
            LOG.debug("connection {} ended: {}", socket, e.getMessage());
        } catch (RejectedExecutionException e) {
            LOG.debug("connection {} ended with the service", socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean serveNext(RequestReader requests, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        HttpRequest request;
        try {
            Optional<HttpRequest> next = requests.next();
            if (next.isEmpty()) {
                return false;
            }
            request = next.get();
        } catch (HttpError e) {
            sendWhole(HttpAnswer.text(e.status(), e.getMessage()).with("Connection", "close"), false, out);
            return false;
        }
        HttpAnswer answer = answer(request);
        boolean keep = !"close".equalsIgnoreCase(request.headers().get("Connection"));
        if (answer instanceof HttpAnswer.Stream stream) {
            return serveStream(stream, in, out) && keep;
        }
        sendWhole(answer, request.method().equals("HEAD"), out);
        return keep;
    }

    private HttpAnswer answer(HttpRequest request) {
        try {
            return handler.handle(request);
        } catch (HttpError e) {
            return HttpAnswer.text(e.status(), e.getMessage());
        } catch (Exception e) {
            LOG.warn("{} {} failed", request.method(), request.path(), e);
            return HttpAnswer.text(500, "500 Internal Server Error: " + e);
        }
    }

    private void sendWhole(HttpAnswer answer, boolean headOnly, OutputStream out) throws IOException {
        if (answer instanceof HttpAnswer.File file) {
            // The length is fixed first: a sandbox's file may grow while it is sent.
            long size = Files.size(file.file());
            out.write(head(answer, "Content-Length: " + size));
            if (!headOnly) {
                try (InputStream content = Files.newInputStream(file.file())) {
                    copy(content, out, size);
                }
            }
        } else {
            byte[] body = ((HttpAnswer.Plain) answer).body();
            byte[] head = head(answer, "Content-Length: " + body.length);
            byte[] all = new byte[head.length + (headOnly ? 0 : body.length)];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, all.length - head.length);
            out.write(all);
        }
        out.flush();
    }

    private static void copy(InputStream content, OutputStream out, long size) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (long left = size; left > 0; ) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("file became shorter while it was sent");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private boolean serveStream(HttpAnswer.Stream answer, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        out.write(head(answer, "Transfer-Encoding: chunked"));
        out.flush();
        ResponseStream stream = new ResponseStream(this::close);
        threads.execute(() -> stream.pump(out));
        answer.opened().accept(stream);
        try {
            in.mark(1);
            if (in.read() < 0) {
                stream.gone();
                return false;
            }
            in.reset();
        } catch (IOException e) {
            stream.gone();
            return false;
        }
        // The client has sent its next request already; from here on only a failing write shows that it has gone.
        return stream.awaitEnd();
    }

    private static byte[] head(HttpAnswer answer, String length) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(REASONS.getOrDefault(answer.status(), "Unknown"))
                .append("\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(oneLine(value)).append("\r\n"));
        return head.append(length).append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A path or a file's name in a header must not begin a header of its own. */
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", "_");
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed: {}", socket, e.getMessage());
        }
    }
}
