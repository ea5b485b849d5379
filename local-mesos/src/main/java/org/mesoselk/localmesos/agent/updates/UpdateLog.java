package org.mesoselk.localmesos.agent.updates;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * A task's updates and acknowledgements on disk, in the order in which they came: one byte U or A, a length of four
 * bytes, then the status as protobuf or the uuid. A record that was cut short by a crash is left out, and written over.
 */
public final class UpdateLog {

    /**
     * One record.
     *
     * @param status empty when this is an acknowledgement
     */
    public record Entry(Optional<TaskStatus> status, ByteString uuid) {}

    private static final int UPDATE = 'U';
    private static final int ACKNOWLEDGEMENT = 'A';

    private final Path file;

    public UpdateLog(Path file) {
        this.file = file;
    }

    void update(TaskStatus status) throws IOException {
        append(UPDATE, status.toByteString());
    }

    void acknowledgement(ByteString uuid) throws IOException {
        append(ACKNOWLEDGEMENT, uuid);
    }

    private void append(int kind, ByteString content) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(record);
        out.writeByte(kind);
        out.writeInt(content.size());
        content.writeTo(out);
        Files.write(file, record.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All whole records; none when there is no file yet. */
    List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!Files.exists(file)) {
            return entries;
        }
        long whole = 0;
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(raw)) {
            while (true) {
                int kind = in.readUnsignedByte();
                byte[] content = new byte[in.readInt()];
                in.readFully(content);
                whole += 1 + Integer.BYTES + content.length;
                entries.add(entry(kind, content));
            }
        } catch (EOFException end) {
            cutTo(whole);
        }
        return entries;
    }

    private Entry entry(int kind, byte[] content) throws IOException {
        if (kind == UPDATE) {
            TaskStatus status = TaskStatus.parseFrom(content);
            return new Entry(Optional.of(status), status.getUuid());
        }
        if (kind == ACKNOWLEDGEMENT) {
            return new Entry(Optional.empty(), ByteString.copyFrom(content));
        }
        throw new IOException("the checkpoint " + file + " is damaged: a record begins with byte " + kind);
    }

    private void cutTo(long length) throws IOException {
        if (Files.size(file) > length) {
            try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        }
    }
}
