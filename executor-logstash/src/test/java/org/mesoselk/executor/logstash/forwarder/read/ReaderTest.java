package org.mesoselk.executor.logstash.forwarder.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderTest {

    @TempDir
    Path folder;

    private Disk disk;

    @BeforeEach
    void begin() throws IOException {
        disk = new Disk(folder, 1024);
    }

    @Test
    void whatIsAppendedIsReadOnce() throws Exception {
        disk.append("a", "one\ntwo\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("one", "two");
        disk.deliver();
        disk.append("a", "three\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("three");
        assertThat(disk.lag()).isEqualTo(6);
        disk.deliver();
        assertThat(disk.lag()).isZero();
    }

    @Test
    void anEmptyLineIsNoEvent() throws Exception {
        disk.append("a", "\n\none\n\r\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("one");
        disk.deliver();
        assertThat(disk.lag()).isZero();
    }

    @Test
    void aLastLineIsWaitedForAndThenTakenAsItIs() throws Exception {
        disk.append("a", "one\ntw");
        disk.read();
        assertThat(disk.messages()).containsExactly("one");
        disk.append("a", "o\nthr");
        disk.read();
        assertThat(disk.messages()).containsExactly("one", "two");
        disk.pass(Reader.PARTIAL);
        disk.read();
        assertThat(disk.messages()).containsExactly("one", "two", "thr");
        disk.append("a", "ee\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("one", "two", "thr", "ee");
    }

    @Test
    void whatWasDeliveredIsNotReadAgainByTheNextExecutor() throws Exception {
        disk.append("a", "one\ntwo\n");
        disk.read();
        disk.deliver();
        disk.store();
        disk.append("a", "three\n");
        disk.restart();
        disk.read();
        assertThat(disk.messages()).containsExactly("three");
    }

    @Test
    void whatWasNotAcknowledgedIsReadAgainAsTheSameDocuments() throws Exception {
        disk.append("a", "one\ntwo\n");
        disk.read();
        List<String> before = disk.ids();
        disk.restart();
        disk.read();
        assertThat(disk.messages()).containsExactly("one", "two");
        assertThat(disk.ids()).isEqualTo(before);
    }

    /** Otherwise Elasticsearch would take the whole line for delivered, of which it has a part. */
    @Test
    void aLineThatWasUnfinishedThenAndIsWholeNowIsAnotherDocument() throws Exception {
        disk.append("a", "tw");
        disk.read();
        disk.pass(Reader.PARTIAL);
        disk.read();
        assertThat(disk.messages()).containsExactly("tw");
        List<String> before = disk.ids();
        disk.append("a", "o\n");
        disk.restart();
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
        assertThat(disk.ids()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aRotatedFileIsReadToItsEndUnderItsNewName() throws Exception {
        disk.append("out", "one\n");
        disk.read();
        disk.append("out", "two\n");
        Files.move(disk.logs.resolve("out"), disk.logs.resolve("out.1"));
        disk.append("out", "three\n");
        disk.read();
        assertThat(disk.messages()).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(new HashSet<>(disk.ids())).hasSize(3);
    }

    @Test
    void aFileThatWasRotatedWhileNoExecutorRanGoesOnWhereItWas() throws Exception {
        disk.append("out", "one\n");
        disk.read();
        disk.deliver();
        disk.store();
        disk.append("out", "two\n");
        Files.move(disk.logs.resolve("out"), disk.logs.resolve("out.1"));
        disk.append("out", "three\n");
        disk.restart();
        disk.read();
        assertThat(disk.messages()).containsExactlyInAnyOrder("two", "three");
    }

    @Test
    void aRemovedFileIsReadToItsEndAndThenForgotten() throws Exception {
        disk.append("a", "one\ntwo\n");
        disk.look();
        Files.delete(disk.logs.resolve("a"));
        disk.read();
        assertThat(disk.messages()).containsExactly("one", "two");
        disk.pass(Tails.NAMELESS);
        disk.read();
        assertThat(disk.followed()).as("not acknowledged").isEqualTo(1);
        disk.deliver();
        disk.read();
        assertThat(disk.followed()).isZero();
    }

    /** Found empty, then written and removed while reading waited for Elasticsearch: CI has lost a task's lines so. */
    @Test
    void aRemovedFileThatWasWrittenToSinceItWasLastReadIsNotForgotten() throws Exception {
        disk.append("a", "");
        disk.read();
        disk.append("a", "one\n");
        Files.delete(disk.logs.resolve("a"));
        disk.pass(Tails.NAMELESS.plusSeconds(1));
        disk.look();
        disk.read();
        assertThat(disk.messages()).containsExactly("one");
        disk.deliver();
        disk.pass(Tails.NAMELESS.plusSeconds(1));
        disk.read();
        assertThat(disk.followed()).isZero();
    }

    @Test
    void aFileThatIsWrittenAnewIsReadFromItsBeginning() throws Exception {
        disk.append("a", "one\ntwo\n");
        disk.read();
        disk.deliver();
        Files.writeString(disk.logs.resolve("a"), "new\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("new");
        disk.deliver();
        Files.writeString(disk.logs.resolve("a"), "longer than it was before\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("longer than it was before");
    }

    @Test
    void anotherFileOfTheSameInodeIsNotTakenForTheOneBefore() throws Exception {
        disk.append("a", "one\ntwo\n");
        disk.read();
        List<String> before = disk.ids();
        disk.deliver();
        disk.store();
        // Written anew in place is what the use of an inode for another file looks like to whoever was away.
        Files.writeString(disk.logs.resolve("a"), "another\nfile\nthat is longer\n");
        disk.restart();
        disk.read();
        assertThat(disk.messages()).containsExactly("another", "file", "that is longer");
        assertThat(disk.ids()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aFileThatWasClosedForWantOfNewsIsReadOn() throws Exception {
        disk.append("a", "one\n");
        disk.read();
        disk.deliver();
        disk.pass(Reader.CLOSE);
        disk.read();
        disk.pass(Duration.ofSeconds(10));
        disk.read();
        disk.append("a", "two\n");
        disk.pass(Duration.ofSeconds(10));
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
    }

    @Test
    void aBatchThatIsFullGoesAndTheNextGoesOn() throws Exception {
        List<String> lines = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
        disk.append("a", String.join("\n", lines) + "\n");
        disk.read();
        assertThat(disk.full).hasSizeGreaterThan(3);
        assertThat(disk.messages()).isEqualTo(lines);
        // All but the first: a gap.
        disk.full.remove(0).clear();
        disk.deliver();
        disk.store();
        disk.restart();
        disk.read();
        assertThat(disk.messages()).isEqualTo(lines);
    }

    @Test
    void aLineOfManyMegabytesIsCutAndNothingIsLost() throws Exception {
        String text = "0123456789".repeat(300_000);
        disk.append("a", text + "\nend\n");
        disk.read();
        assertThat(String.join("", disk.messages())).isEqualTo(text + "end");
        disk.deliver();
        assertThat(disk.lag()).isZero();
    }

    @Test
    void nothingOfANewFileLeavesBeforeItsIdentityIsStored() throws Exception {
        disk.append("a", "one\n");
        disk.read();
        disk.deliver();
        disk.store();
        disk.append("a", "two\n");
        disk.append("b", "three\n");
        disk.restart();
        disk.breakRegistry();
        assertThatThrownBy(() -> disk.read()).isInstanceOf(IOException.class);
        assertThat(disk.followed()).isZero();
        assertThat(disk.full).isEmpty();
        disk.mendRegistry();
        disk.read();
        assertThat(disk.messages()).as("and no position is lost").containsExactlyInAnyOrder("two", "three");
    }

    @Test
    void anOldFileThatWasNeverCollectedIsLeftOutAsAsked() throws Exception {
        disk.append("old", "one\n");
        Files.setLastModifiedTime(
                disk.logs.resolve("old"), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        disk.append("young", "two\n");
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
    }

    @Test
    void filesAtRestGiveWayAndAreReadOnWhenTheyAreWrittenTo() throws Exception {
        disk = new Disk(Files.createDirectory(folder.resolve("few")), 1024, 2, Optional.empty());
        for (String name : List.of("a", "b", "c", "d")) {
            disk.append(name, "first of " + name + "\n");
        }
        for (int i = 0; i < 4; i++) {
            disk.read();
            assertThat(disk.open()).isLessThanOrEqualTo(2);
        }
        assertThat(disk.messages()).hasSize(4);
        disk.deliver();
        for (String name : List.of("d", "c", "b", "a")) {
            disk.append(name, "second of " + name + "\n");
        }
        for (int i = 0; i < 4; i++) {
            disk.pass(Duration.ofSeconds(3));
            disk.read();
        }
        assertThat(disk.messages()).hasSize(4).allMatch(message -> message.startsWith("second of "));
        assertThat(disk.open()).isLessThanOrEqualTo(2);
    }

    @Test
    void whatLinesHaveInCommonIsKeptForFewFilesAtATime() throws Exception {
        int files = 2 * Templates.MOST;
        disk = new Disk(Files.createDirectory(folder.resolve("many")), 1024, files, Optional.empty());
        for (int i = 0; i < files; i++) {
            disk.append("file-" + i, "first\n");
        }
        disk.read();
        assertThat(disk.templates()).isEqualTo(Templates.MOST);
        for (int i = 0; i < files; i++) {
            disk.append("file-" + i, "second\n");
        }
        for (int i = 0; i < 3; i++) {
            disk.pass(Duration.ofSeconds(3));
            disk.read();
        }
        assertThat(disk.templates()).isLessThanOrEqualTo(Templates.MOST);
        assertThat(disk.messages()).hasSize(2 * files);
    }

    @Test
    void aFileThatIsNotReadYetTakesTheRoomOfOneAtRestAndIsHeldThoughItIsRemoved() throws Exception {
        disk = new Disk(Files.createDirectory(folder.resolve("few")), 1024, 1, Optional.empty());
        disk.append("rests", "one\n");
        disk.read();
        disk.deliver();
        disk.append("new", "two\n");
        disk.look();
        Files.delete(disk.logs.resolve("new"));
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
    }

    @Test
    void linesOfTheNextDayGoToItsIndexOnceThoseBeforeAreAcknowledged() throws Exception {
        disk = daily();
        disk.setClock(Instant.parse("2026-11-29T23:59:00Z"));
        disk.append("a", "one\n");
        disk.read();
        assertThat(disk.indices()).containsExactly("logs-2026.11.29");
        disk.setClock(Instant.parse("2026-11-30T00:00:00Z"));
        disk.append("a", "two\n");
        disk.read();
        assertThat(disk.messages()).as("the line before is not acknowledged").containsExactly("one");
        disk.deliver();
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
        assertThat(disk.indices()).containsExactly("logs-2026.11.30");
    }

    /** In the index of the next day it would be a second document. */
    @Test
    void whatIsSentAgainOnAnotherDayGoesToTheIndexThatItWentToBefore() throws Exception {
        disk = daily();
        disk.setClock(Instant.parse("2026-11-29T12:00:00Z"));
        disk.append("a", "one\ntwo\n");
        disk.read();
        List<String> ids = disk.ids();
        disk.setClock(Instant.parse("2026-12-02T12:00:00Z"));
        disk.restart();
        disk.look();
        disk.append("a", "three\n");
        disk.read();
        assertThat(disk.ids()).isEqualTo(ids);
        assertThat(disk.indices()).containsOnly("logs-2026.11.29");
        disk.deliver();
        disk.read();
        assertThat(disk.messages()).containsExactly("three");
        assertThat(disk.indices()).containsExactly("logs-2026.12.02");
    }

    @Test
    void theNextIndexIsStoredBeforeAnyLineGoesThere() throws Exception {
        disk = daily();
        disk.setClock(Instant.parse("2026-11-29T12:00:00Z"));
        disk.append("a", "one\n");
        disk.read();
        disk.deliver();
        disk.store();
        disk.setClock(Instant.parse("2026-11-30T12:00:00Z"));
        disk.append("a", "two\n");
        disk.breakRegistry();
        disk.read();
        assertThat(disk.messages()).isEmpty();
        disk.mendRegistry();
        disk.read();
        List<String> ids = disk.ids();
        assertThat(disk.indices()).containsExactly("logs-2026.11.30");
        disk.setClock(Instant.parse("2026-12-01T12:00:00Z"));
        disk.restart();
        disk.read();
        assertThat(disk.ids()).isEqualTo(ids);
        assertThat(disk.indices()).containsExactly("logs-2026.11.30");
    }

    @Test
    void theOptionMayChangeBetweenTwoExecutors() throws Exception {
        disk.append("a", "one\n");
        disk.read();
        disk.deliver();
        disk.store();
        disk.append("a", "two\n");
        disk.restart(Optional.of("logs-%{+yyyy}"));
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
        assertThat(disk.indices()).singleElement().asString().startsWith("logs-2");
        disk.restart(Optional.empty());
        disk.read();
        assertThat(disk.messages()).containsExactly("two");
        assertThat(disk.indices()).containsExactly("none");
    }

    private Disk daily() throws IOException {
        return new Disk(Files.createDirectory(folder.resolve("daily")), 1024, 100, Optional.of("logs-%{+yyyy.MM.dd}"));
    }
}
