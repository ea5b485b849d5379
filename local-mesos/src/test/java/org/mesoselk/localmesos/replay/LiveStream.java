package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A stream of this run, read as it comes. */
final class LiveStream implements AutoCloseable {

    private final Socket socket;
    private final Answer answer;
    private final OfferBook offers = new OfferBook();
    private final Lanes lanes;
    private boolean over;

    LiveStream(Socket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
        this.lanes = new Lanes(offers, UnaryOperator.identity());
        Thread reader = new Thread(this::read, "replayed-stream");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (Optional<byte[]> one = answer.record(); one.isPresent(); one = answer.record()) {
                JsonNode event = answer.event(one.get());
                synchronized (this) {
                    lanes.add(event);
                }
            }
        } catch (IOException e) {
            // Closed here, or cut there: ended() tells.
        }
        synchronized (this) {
            over = true;
        }
    }

    /** What came so far. */
    synchronized <T> T lanes(Function<Lanes, T> look) {
        return look.apply(lanes);
    }

    synchronized <T> T offers(Function<OfferBook, T> look) {
        return look.apply(offers);
    }

    String header(String name) {
        return answer.headers().get(name);
    }

    /** By the server: with the last chunk, or its process died. */
    synchronized boolean over() {
        return over;
    }

    synchronized boolean ended() {
        return answer.ended();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
