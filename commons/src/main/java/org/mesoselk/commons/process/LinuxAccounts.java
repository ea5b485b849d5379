package org.mesoselk.commons.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The accounts of the agent that this executor runs on. */
public class LinuxAccounts implements Accounts {

    private final Users users;
    private final Optional<Setpriv> setpriv;

    public LinuxAccounts(Users users, Optional<Setpriv> setpriv) {
        this.users = users;
        this.setpriv = setpriv;
    }

    @Override
    public UnixUser self() {
        return users.self();
    }

    @Override
    public Optional<UnixUser> user(String spec) {
        return users.find(spec);
    }

    @Override
    public Reach reach(Credentials credentials, List<Path> paths) {
        if (setpriv.isPresent()) {
            return setpriv.get().reach(credentials, paths);
        }
        if (credentials.user().isPresent()) {
            return new Reach.Refused("setpriv is not installed");
        }
        return paths.stream()
                .filter(path -> !Files.isExecutable(path))
                .findFirst()
                .<Reach>map(Reach.Closed::new)
                .orElse(new Reach.Open());
    }

    @Override
    public boolean openOwnFolder(Path folder, UnixUser user) {
        try {
            Files.setAttribute(folder, "unix:gid", user.gid());
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
            mode.add(PosixFilePermission.GROUP_EXECUTE);
            Files.setPosixFilePermissions(folder, mode);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
