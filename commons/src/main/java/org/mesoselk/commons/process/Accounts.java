package org.mesoselk.commons.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What decides as whom a child can run on this host; asked anew each time. */
public interface Accounts {

    /** The user that this process acts as. */
    UnixUser self();

    /** @param spec a user name, {@code uid} or {@code uid:gid} */
    Optional<UnixUser> user(String spec);

    /** Whether {@code credentials} can enter or run all of {@code paths}. */
    Reach reach(Credentials credentials, List<Path> paths);

    /** Lets {@code user} pass {@code folder}, which is this executor's own sandbox; false when that cannot be done. */
    boolean openOwnFolder(Path folder, UnixUser user);
}
