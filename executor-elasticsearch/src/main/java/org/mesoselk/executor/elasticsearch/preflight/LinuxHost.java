package org.mesoselk.executor.elasticsearch.preflight;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.mesoselk.commons.process.JavaHome;
import org.mesoselk.commons.process.LinuxAccounts;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.Users;

/** The agent that this executor runs on, asked anew each time. */
public final class LinuxHost extends LinuxAccounts implements Host {

    public LinuxHost(Users users, Optional<Setpriv> setpriv) {
        super(users, setpriv);
    }

    @Override
    public boolean canWrite(Path folder) {
        return Files.isWritable(folder) && Files.isExecutable(folder);
    }

    @Override
    public Optional<Path> firstUnreadable(Path tree) {
        if (!Files.isReadable(tree) || Files.isDirectory(tree) && !Files.isExecutable(tree)) {
            return Optional.of(tree);
        }
        if (!Files.isDirectory(tree)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(tree)) {
            return entries.sorted()
                    .map(this::firstUnreadable)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException e) {
            return Optional.of(tree);
        }
    }

    @Override
    public OptionalLong maxMapCount() {
        try {
            return OptionalLong.of(Long.parseLong(
                    Files.readString(Path.of("/proc/sys/vm/max_map_count")).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public OptionalLong openFiles() {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            String line = lines.filter(l -> l.startsWith("Max open files"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no such limit"));
            String hard = line.split("\\s{2,}")[2];
            return OptionalLong.of(hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<Space> space(Path existing) {
        try {
            FileStore store = Files.getFileStore(existing);
            return Optional.of(new Space(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Address address(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()) {
                return Address.WILDCARD;
            }
            return address.isLoopbackAddress() ? Address.LOOPBACK : Address.OTHER;
        } catch (UnknownHostException e) {
            return Address.UNKNOWN;
        }
    }

    @Override
    public Binding bind(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Elasticsearch does: connections in TIME_WAIT are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return new Binding.Free();
        } catch (BindException e) {
            return String.valueOf(e.getMessage()).contains("in use")
                    ? new Binding.InUse()
                    : new Binding.Impossible(e.getMessage());
        } catch (IOException e) {
            return new Binding.Impossible(e.toString());
        }
    }

    @Override
    public OptionalInt javaVersion(Path javaHome) {
        return JavaHome.featureRelease(javaHome);
    }
}
