import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Build step, run from source with Apache's mesos artefact on the class path: writes the descriptors that its
 * v1 classes embed to a descriptor set, from which protoc generates them again for today's protobuf-java.
 * Arguments: the file to write, then the outer classes whose files (with what they import) are wanted.
 */
final class DumpDescriptors {
    public static void main(String[] args) throws Exception {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        for (int i = 1; i < args.length; i++) {
            collect(
                    (FileDescriptor)
                            Class.forName(args[i]).getMethod("getDescriptor").invoke(null),
                    files);
        }
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.forEach(file -> set.addFile(file.toProto()));
        Path target = Path.of(args[0]);
        byte[] descriptors = set.build().toByteArray();
        // A file that is newer would be taken for one that has changed.
        if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), descriptors)) {
            Files.createDirectories(target.getParent());
            Files.write(target, descriptors);
        }
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
        file.getDependencies().forEach(dependency -> collect(dependency, files));
        files.add(file);
    }
}
