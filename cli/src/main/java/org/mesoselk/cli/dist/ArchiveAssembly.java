package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.cli.progress.Progress;

/**
 * One archive, verified and unpacked.
 *
 * @param sha512 of it, in lower-case hex; empty when its giver did not tell
 */
record ArchiveAssembly(Product product, Optional<String> sha512, Fetch fetch) implements Assembly {

    @Override
    public Assembled in(Path work, Progress.Step step) throws IOException, InterruptedException {
        Path archive = fetch.into(Files.createDirectory(work.resolve("fetched")), step);
        String sum = Sha512.hex(archive, step);
        if (sha512.filter(wanted -> !wanted.equals(sum)).isPresent()) {
            throw new IOException("its SHA-512 is " + sum + " and not " + sha512.get()
                    + ": it is damaged, or not the build that was meant");
        }
        Unpack.archive(archive, work.resolve("unpacked"), step);
        Path unpacked = onlyDirectory(work.resolve("unpacked"));
        Optional<String> fault = product.fault(unpacked);
        if (fault.isPresent()) {
            throw new IOException("what it unpacks to " + fault.get() + ", so it is no " + product.title());
        }
        return new Assembled(unpacked, sum);
    }

    static Path onlyDirectory(Path unpacked) throws IOException {
        try (Stream<Path> content = Files.list(unpacked)) {
            List<Path> top = content.toList();
            return top.size() == 1 && Files.isDirectory(top.get(0)) ? top.get(0) : unpacked;
        }
    }
}
