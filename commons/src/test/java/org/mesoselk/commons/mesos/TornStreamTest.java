package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Mesos sent, torn, garbled and dripping, through the reader that has no network under it. */
class TornStreamTest {

    private static final String ENDED_WITHIN = "the connection broke (the connection ended in the middle of an answer)";

    private record Read(List<byte[]> records, String end) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scheduler-protobuf",
                "scheduler-json",
                "extras",
                "reserve-volume",
                "agent-loss",
                "custom-executor",
                "executor",
                "master-failover",
                "torn-down"
            })
    void whereverTheConnectionIsCutTheWholeRecordsBeforeItComeAndThenTheEnd(String name) throws IOException {
        Response response = Response.of(new Recording(name).response());
        assertThat(response.records()).isNotEmpty();

        for (int cut : cuts(response)) {
            Read read = read(new ByteArrayInputStream(response.bytes(), 0, cut));

            assertThat(read.end())
                    .as("cut at %d", cut)
                    .isEqualTo(
                            cut < response.headLength()
                                    ? (cut == 0
                                            ? "no answer: the connection ended without an answer"
                                            : "no answer: the connection ended in the middle of an answer")
                                    : ENDED_WITHIN);
            assertThat(same(read.records(), response.before(cut)))
                    .as("records when cut at %d", cut)
                    .isTrue();
        }
    }

    /** Each byte of the short ones; of the long ones all around the end of each record, and 2,000 or so of the others. */
    private static Set<Integer> cuts(Response response) {
        int length = response.bytes().length;
        Set<Integer> cuts = new TreeSet<>();
        for (int cut = 0; cut < length; cut += 1 + length / 2_000) {
            cuts.add(cut);
        }
        for (int at : response.wholeAt()) {
            IntStream.rangeClosed(at - 8, at + 8)
                    .filter(cut -> cut >= 0 && cut < length)
                    .forEach(cuts::add);
        }
        IntStream.range(0, Math.min(length, response.headLength() + 8)).forEach(cuts::add);
        return cuts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler-protobuf", "scheduler-json", "extras", "executor"})
    void aRecordIsHandedOutWithItsLastByteAndNotLater(String name) throws IOException {
        Response response = Response.of(new Recording(name).response());
        Dripping in = new Dripping(response.bytes(), new Random(1), 1);
        SocketStream stream = stream(in);

        for (int wholeAt : response.wholeAt()) {
            assertThat(stream.next(Duration.ZERO)).isInstanceOf(EventStream.Arrived.class);
            assertThat(in.at).isEqualTo(wholeAt);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whereTheChunksBeginSaysNothingOfTheRecords(int seed) throws IOException {
        Random random = new Random(seed);
        Response response =
                Response.of(new Recording("scheduler-json").response()).rechunked(random);

        Read whole = read(new Dripping(response.bytes(), random, 700));
        assertThat(same(whole.records(), response.records())).isTrue();
        for (int i = 0; i < 20; i++) {
            int cut = response.headLength() + random.nextInt(response.bytes().length - response.headLength());
            Read torn = read(new Dripping(response.cut(cut).bytes(), random, 700));
            assertThat(same(torn.records(), response.before(cut)))
                    .as("cut at %d", cut)
                    .isTrue();
            assertThat(torn.end()).isEqualTo(ENDED_WITHIN);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbageLosesNothingThatWasWholeBeforeItAndEnds(int seed) throws IOException {
        Random random = new Random(seed);
        for (String name : List.of("scheduler-protobuf", "executor", "master-failover")) {
            Response response = Response.of(new Recording(name).response());
            Response.Garbled garbled = response.garbled(random);

            Read read = read(new Dripping(garbled.bytes(), random, 3000));

            List<byte[]> before = response.before(garbled.at());
            assertThat(read.records()).hasSizeGreaterThanOrEqualTo(before.size());
            assertThat(same(read.records().subList(0, before.size()), before))
                    .as("%s from %d", name, garbled.at())
                    .isTrue();
        }
    }

    private static SocketStream stream(InputStream in) throws IOException {
        return new SocketStream(
                HttpHead.read(new BufferedInputStream(in)).body(), RecordIo.DEFAULT_LIMIT, silence -> {}, () -> {});
    }

    private static Read read(InputStream in) {
        List<byte[]> records = new ArrayList<>();
        try {
            SocketStream stream = stream(in);
            EventStream.Next next = stream.next(Duration.ZERO);
            for (; next instanceof EventStream.Arrived arrived; next = stream.next(Duration.ZERO)) {
                records.add(arrived.bytes().toByteArray());
            }
            assertThat(stream.next(Duration.ZERO)).isEqualTo(next);
            return new Read(records, ((EventStream.Ended) next).cause());
        } catch (IOException noAnswer) {
            return new Read(records, "no answer: " + noAnswer.getMessage());
        }
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> java.util.Arrays.equals(some.get(i), others.get(i)));
    }

    /** Gives some bytes at a time, at most so many. */
    private static final class Dripping extends InputStream {

        private final byte[] bytes;
        private final Random random;
        private final int most;
        private int at;

        Dripping(byte[] bytes, Random random, int most) {
            this.bytes = bytes;
            this.random = random;
            this.most = most;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(1 + random.nextInt(most), length), bytes.length - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
