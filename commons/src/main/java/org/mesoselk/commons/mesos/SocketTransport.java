package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * The little of HTTP/1.1 that Mesos needs, over plain sockets: with it a small JVM takes 54 MB (RSS) where java.net.http
 * takes 68, an event costs a third less CPU, what was whole before garbage is not lost, and an operating system that probes
 * idle connections finds out when the other host is gone. One connection for each call.
 */
final class SocketTransport implements Transport {

    private static final int LONGEST_BODY = 4096;
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEP_ALIVE_PROBES = 6;

    private final Duration connectTimeout;
    private final Credentials credentials;
    private final int recordLimit;
    private final Optional<AgentTls> tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Gives the value of the Authorization header, asked for anew with each request; a secret. */
    interface Credentials {
        Optional<String> header() throws IOException;
    }

    /**
     * A connection. With TLS, {@code talk} lies over {@code wire}; to hang up, the wire is closed, because TLS would
     * first say goodbye to somebody who may not listen.
     */
    private record Line(Socket wire, Socket talk) {}

    /**
     * How to connect.
     *
     * @param recordLimit the largest event in bytes
     * @param tls for https; when empty, what the JVM has by itself
     */
    SocketTransport(Duration connectTimeout, Credentials credentials, int recordLimit, Optional<AgentTls> tls) {
        this.connectTimeout = connectTimeout;
        this.credentials = credentials;
        this.recordLimit = recordLimit;
        this.tls = tls;
    }

    @Override
    public Reply call(URI uri, ByteString call, Optional<String> streamId, Duration timeout) throws IOException {
        Line line = connect(uri);
        try {
            HttpHead head = exchange(new TimedInput(line.talk(), timeout), uri, call, streamId);
            return reply(head, Optional.empty());
        } catch (SocketTimeoutException late) {
            throw new NoAnswerException(timeout, late);
        } finally {
            release(line.wire());
        }
    }

    @Override
    public Reply subscribe(URI uri, ByteString call, Duration timeout) throws IOException {
        Line line = connect(uri);
        boolean streaming = false;
        try {
            TimedInput in = new TimedInput(line.talk(), timeout);
            HttpHead head = exchange(in, uri, call, Optional.empty());
            streaming = head.status() == 200;
            if (streaming) {
                keepAlive(line.wire());
            }
            return reply(
                    head,
                    streaming
                            ? Optional.of(new SocketStream(
                                    head.body(), recordLimit, in::eachWithin, () -> release(line.wire())))
                            : Optional.empty());
        } catch (SocketTimeoutException late) {
            throw new NoAnswerException(timeout, late);
        } finally {
            if (!streaming) {
                release(line.wire());
            }
        }
    }

    private Line connect(URI uri) throws NotConnectedException {
        Socket socket = new Socket();
        open.add(socket);
        try {
            if (closed) {
                throw new IOException("the client was closed");
            }
            boolean secure = uri.getScheme().equals("https");
            int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
            // Brackets of an IPv6 address are no part of it.
            String host = uri.getHost().replaceAll("[\\[\\]]", "");
            socket.connect(new InetSocketAddress(host, port), (int) connectTimeout.toMillis());
            return new Line(socket, secure ? secured(socket, host, port) : socket);
        } catch (IOException failure) {
            release(socket);
            throw new NotConnectedException(failure);
        }
    }

    private Socket secured(Socket wire, String host, int port) throws IOException {
        SSLSocketFactory factory = tls.isPresent()
                ? tls.get().context().getSocketFactory()
                : (SSLSocketFactory) SSLSocketFactory.getDefault();
        String name = tls.flatMap(AgentTls::hostname).orElse(host);
        SSLSocket socket = (SSLSocket) factory.createSocket(wire, name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) connectTimeout.toMillis());
        socket.startHandshake();
        return socket;
    }

    private HttpHead exchange(TimedInput in, URI uri, ByteString call, Optional<String> streamId) throws IOException {
        StringBuilder head = new StringBuilder("POST " + target(uri) + " HTTP/1.1\r\n");
        head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
        head.append("Content-Type: " + PROTOBUF + "\r\nAccept: " + PROTOBUF + "\r\n");
        head.append("Content-Length: ").append(call.size()).append("\r\n");
        streamId.ifPresent(id -> head.append(STREAM_ID + ": ").append(id).append("\r\n"));
        credentials
                .header()
                .ifPresent(value -> head.append("Authorization: ").append(value).append("\r\n"));
        head.append("\r\n");
        in.socket().setTcpNoDelay(true);
        try {
            OutputStream out = in.socket().getOutputStream();
            out.write(ByteString.copyFrom(head.toString(), ISO_8859_1)
                    .concat(call)
                    .toByteArray());
            out.flush();
            return HttpHead.read(new BufferedInputStream(in));
        } catch (SocketException broken) {
            // With TLS 1.3 a server judges the client's certificate when the client takes the handshake for done; what
            // it
            // says of it is lost when its end of the connection arrives first.
            throw in.socket() instanceof SSLSocket ? new SSLException(Failures.HUNG_UP, broken) : broken;
        }
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Reply reply(HttpHead head, Optional<EventStream> stream) throws IOException {
        InputStream body = head.body();
        return new Reply(
                head.status(),
                head.header(STREAM_ID),
                head.header("Location"),
                stream.isPresent() ? "" : new String(body.readNBytes(LONGEST_BODY), UTF_8),
                stream);
    }

    private static void keepAlive(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
        }
    }

    private void release(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException already) {
            // It is of no use any more either way.
        }
    }

    /** Breaks off whatever is going on. */
    @Override
    public void close() {
        closed = true;
        open.forEach(this::release);
    }
}
