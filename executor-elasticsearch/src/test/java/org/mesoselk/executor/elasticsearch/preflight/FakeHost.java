package org.mesoselk.executor.elasticsearch.preflight;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.UnixUser;

/** An agent on which all is well, to be made worse by tests. */
final class FakeHost implements Host {

    static final UnixUser NOBODY = new UnixUser("nobody", 65534, 65534);

    UnixUser self = new UnixUser("root", 0, 0);
    Map<String, UnixUser> users = new HashMap<>(Map.of("nobody", NOBODY));
    Set<Path> closed = new HashSet<>();
    Set<Path> opened = new HashSet<>();
    boolean capability = true;
    Optional<String> refused = Optional.empty();
    boolean writable = true;
    Optional<Path> unreadable = Optional.empty();
    OptionalLong maxMapCount = OptionalLong.of(1L << 18);
    OptionalLong openFiles = OptionalLong.of(1L << 20);
    Space space = new Space(500L << 30, 1000L << 30);
    Address address = Address.OTHER;
    Map<Integer, Binding> bindings = new HashMap<>();
    OptionalInt java = OptionalInt.of(17);

    @Override
    public UnixUser self() {
        return self;
    }

    @Override
    public Optional<UnixUser> user(String spec) {
        return Optional.ofNullable(users.get(spec));
    }

    @Override
    public Reach reach(Credentials credentials, List<Path> paths) {
        if (refused.isPresent()) {
            return new Reach.Refused(refused.get());
        }
        if (credentials.readsAnywhere()) {
            return capability ? new Reach.Open() : new Reach.Refused("Operation not permitted");
        }
        return paths.stream()
                .filter(path -> closed.contains(path) && !opened.contains(path))
                .findFirst()
                .<Reach>map(Reach.Closed::new)
                .orElse(new Reach.Open());
    }

    @Override
    public boolean openOwnFolder(Path folder, UnixUser user) {
        return opened.add(folder);
    }

    @Override
    public boolean canWrite(Path folder) {
        return writable;
    }

    @Override
    public Optional<Path> firstUnreadable(Path tree) {
        return unreadable;
    }

    @Override
    public OptionalLong maxMapCount() {
        return maxMapCount;
    }

    @Override
    public OptionalLong openFiles() {
        return openFiles;
    }

    @Override
    public Optional<Space> space(Path existing) {
        return Optional.of(space);
    }

    @Override
    public Address address(String host) {
        return address;
    }

    @Override
    public Binding bind(String host, int port) {
        return bindings.getOrDefault(port, new Binding.Free());
    }

    @Override
    public OptionalInt javaVersion(Path javaHome) {
        return java;
    }
}
