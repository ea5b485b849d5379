package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedStreamsTest {

    private static final Event SCHEDULER = Event.getDefaultInstance();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 1_000_000})
    void aRecordedJsonStreamGivesTheRecordedEventsHoweverItIsCut(int longest) throws IOException {
        for (String name : List.of("scheduler-json", "torn-down", "master-failover")) {
            Recording recording = new Recording(name);

            assertThat(json(recording, longest, SCHEDULER))
                    .as(name)
                    .isNotEmpty()
                    .containsExactlyElementsOf(recording.events(SCHEDULER));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 1_000_000})
    void aRecordedExecutorStreamGivesTheRecordedEventsHoweverItIsCut(int longest) throws IOException {
        Recording recording = new Recording("executor");
        var type = org.apache.mesos.v1.executor.Protos.Event.getDefaultInstance();

        assertThat(json(recording, longest, type)).hasSize(11).containsExactlyElementsOf(recording.events(type));
    }

    @Test
    void aRecordedProtobufStreamGivesWhatProtocReadInIt() throws IOException {
        Recording recording = new Recording("scheduler-protobuf");
        List<Event> events = new ArrayList<>();
        for (byte[] record : RecordIoTest.decode(recording.body(), new Random(1), 5)) {
            events.add(known(Event.parseFrom(record)));
        }

        assertThat(events).isNotEmpty().containsExactlyElementsOf(recording.protocEvents(SCHEDULER));
    }

    /** Without the unknown field that a capability newer than these classes leaves behind. */
    private static Event known(Event event) {
        Event.Builder builder = event.toBuilder();
        if (event.hasSubscribed()) {
            builder.getSubscribedBuilder()
                    .getMasterInfoBuilder()
                    .getCapabilitiesBuilderList()
                    .forEach(capability -> capability.setUnknownFields(UnknownFieldSet.getDefaultInstance()));
        }
        return builder.build();
    }

    private static <M extends Message> List<M> json(Recording recording, int longest, M type) throws IOException {
        List<M> events = new ArrayList<>();
        for (byte[] record : RecordIoTest.decode(recording.body(), new Random(longest), longest)) {
            events.add(Recording.json(new String(record, UTF_8), type));
        }
        return events;
    }
}
