package org.mesoselk.executor.elasticsearch.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.HasData;

class DataOnDiskTest {

    @TempDir
    Path data;

    private Path state;

    @BeforeEach
    void start() throws IOException {
        state = Files.createDirectories(data.resolve("_state"));
    }

    @Test
    void aDirectoryThatIsNotThereOrThatNoNodeHasWrittenToHoldsNothing() throws IOException {
        assertThat(DataOnDisk.in(data.resolve("missing"))).isEqualTo(HasData.NO);
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.NO);
        Files.delete(state);
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.NO);
    }

    @Test
    void aNodeThatWasStartedAndHasNeverHeardOfAMasterHasNothing() throws IOException {
        Files.createDirectory(data.resolve("indices"));
        commit("segments_1", "0");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.NO);
    }

    @Test
    void aNodeWithAStateOfAMasterHasData() throws IOException {
        commit("segments_3", "1");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.YES);
    }

    @Test
    void theLastCommitCounts() throws IOException {
        commit("segments_z", "0");
        commit("segments_10", "136");
        commit("pending_segments_11", "0");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.YES);
    }

    @Test
    void aShardIsDataWhateverTheStateSays() throws IOException {
        commit("segments_1", "0");
        Files.createDirectories(data.resolve("indices/Ix1"));
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.YES);
    }

    @Test
    void anOldLineKeepsItBelowItsNodeAndWritesItsStateOnlyWithAMaster() throws IOException {
        Path node = Files.createDirectories(data.resolve("nodes/0/_state"));
        Files.writeString(node.resolve("node-0.st"), "");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.NO);

        Path global = Files.writeString(node.resolve("global-12.st"), "");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.YES);

        Files.delete(global);
        Files.createDirectories(data.resolve("nodes/0/indices/Ix1"));
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.YES);
    }

    @Test
    void aFileThatKeepsOldLinesAwayIsNoNode() throws IOException {
        Files.writeString(data.resolve("nodes"), "written by Elasticsearch");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.NO);
    }

    @Test
    void whatCannotBeReadIsUnknown() throws IOException {
        Files.writeString(state.resolve("segments_2"), "last_accepted_version");
        assertThat(DataOnDisk.in(data)).isEqualTo(HasData.UNKNOWN);
        Path file = Files.writeString(data.resolve("file"), "");
        assertThat(DataOnDisk.in(file)).as("no directory").isEqualTo(HasData.UNKNOWN);
    }

    /** As Lucene writes the user data of a commit: a text is its length and its bytes. */
    private void commit(String name, String version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0x3f, (byte) 0xd7, 0x6c, 0x17, 6});
        for (String text :
                new String[] {"node_version", "8192099", "last_accepted_version", version, "current_term", "1"}) {
            bytes.write(text.length());
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(state.resolve(name), bytes.toByteArray());
    }
}
