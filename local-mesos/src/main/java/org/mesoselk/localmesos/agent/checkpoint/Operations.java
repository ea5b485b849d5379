package org.mesoselk.localmesos.agent.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.v1.Protos.Operation;
import org.apache.mesos.v1.Protos.Resource;

/**
 * What operations made of an agent's resources, and the operations whose end is not acknowledged, in one file, so that
 * both are there or neither: {@code meta/resources/resources_and_operations.state}, as a real agent calls it.
 */
public final class Operations {

    /** @param resources dynamic reservations and persistent volumes */
    public record Stored(List<Resource> resources, List<Operation> pending) {}

    private final Path file;

    public Operations(WorkDir dir) {
        this.file = dir.root().resolve("meta/resources/resources_and_operations.state");
    }

    /** Whole or not at all. */
    public void store(Collection<Resource> resources, Collection<Operation> pending) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Resource resource : resources) {
            record(out, 'R', resource.toByteString());
        }
        for (Operation operation : pending) {
            record(out, 'O', operation.toByteString());
        }
        Checkpoints.write(file, out.toByteArray());
    }

    private static void record(ByteArrayOutputStream out, char kind, ByteString content) throws IOException {
        out.write(kind);
        java.io.DataOutputStream data = new java.io.DataOutputStream(out);
        data.writeInt(content.size());
        content.writeTo(data);
    }

    /**
     * What was stored; nothing is not an error.
     *
     * @throws IOException naming the file, when it cannot be read or understood
     */
    public Stored read() throws IOException {
        List<Resource> resources = new ArrayList<>();
        List<Operation> pending = new ArrayList<>();
        if (!Files.exists(file)) {
            return new Stored(resources, pending);
        }
        try (java.io.DataInputStream in =
                new java.io.DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                byte[] content = in.readNBytes(in.readInt());
                if (kind == 'R') {
                    resources.add(Resource.parseFrom(content));
                } else {
                    pending.add(Operation.parseFrom(content));
                }
            }
        } catch (InvalidProtocolBufferException | java.io.EOFException e) {
            throw new IOException(
                    "the checkpoint " + file + " is damaged: " + e.getMessage()
                            + "; remove the agent's work directory to begin as a new agent, without its volumes",
                    e);
        }
        return new Stored(List.copyOf(resources), List.copyOf(pending));
    }
}
