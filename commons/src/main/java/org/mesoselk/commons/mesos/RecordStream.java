package org.mesoselk.commons.mesos;

import com.google.protobuf.UnsafeByteOperations;
import java.net.ProtocolException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An event stream over java.net.http. The next piece is asked of the connection only when the last one has been taken,
 * so a slow reader slows the sender down and nothing piles up.
 */
final class RecordStream implements EventStream, BodySubscriber<RecordStream> {

    private sealed interface Signal {}

    private record Piece(List<ByteBuffer> buffers) implements Signal {}

    private record End(String cause) implements Signal {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Queue<byte[]> records = new ArrayDeque<>();
    private final RecordIo.Decoder decoder;
    private Optional<Flow.Subscription> connection = Optional.empty();
    private boolean closed;

    RecordStream(int recordLimit) {
        this.decoder = new RecordIo.Decoder(recordLimit);
    }

    @Override
    public Next next(Duration silence) throws InterruptedException {
        while (records.isEmpty()) {
            Signal signal = signals.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (signal == null) {
                return new Silent();
            }
            if (signal instanceof End end) {
                signals.add(end);
                return new Ended(end.cause());
            }
            try {
                for (ByteBuffer buffer : ((Piece) signal).buffers()) {
                    decoder.feed(buffer, records::add);
                }
                synchronized (this) {
                    connection.ifPresent(subscription -> subscription.request(1));
                }
            } catch (ProtocolException garbage) {
                // What was whole before it is still handed out.
                signals.clear();
                close(garbage.getMessage());
            }
        }
        return new Arrived(UnsafeByteOperations.unsafeWrap(records.remove()));
    }

    /** What has arrived already can still be read. */
    @Override
    public synchronized void close(String cause) {
        closed = true;
        connection.ifPresent(Flow.Subscription::cancel);
        signals.add(new End(cause));
    }

    @Override
    public CompletionStage<RecordStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription subscription) {
        if (closed) {
            subscription.cancel();
            return;
        }
        connection = Optional.of(subscription);
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Piece(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new End("the connection broke (" + Failures.clause(failure) + ")"));
    }

    @Override
    public void onComplete() {
        signals.add(new End(ORDERLY_END));
    }
}
