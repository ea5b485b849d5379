package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;

/**
 * As whom code of others runs: as the user itself, but never as root.
 *
 * @param user whom root becomes; empty when we are not root
 */
record Unprivileged(UnixUser self, Optional<UnixUser> user, Optional<Setpriv> setpriv) {

    /** As executors choose it. */
    private static final List<String> ACCOUNTS = List.of("kibana", "nobody");

    static Unprivileged ofThisHost() throws IOException {
        Users users = Users.ofThisHost();
        UnixUser self = users.self();
        Optional<Setpriv> setpriv =
                Setpriv.find(Optional.ofNullable(System.getenv("PATH")).orElse(""));
        if (!self.isRoot()) {
            return new Unprivileged(self, Optional.empty(), setpriv);
        }
        if (setpriv.isEmpty()) {
            throw new IOException(
                    "setpriv (of util-linux) is not there, and root does not run Kibana: install it, or run"
                            + " elk as an ordinary user");
        }
        UnixUser other = ACCOUNTS.stream()
                .flatMap(name -> users.find(name).stream())
                .findFirst()
                .orElseThrow(() -> new IOException("there is no account " + String.join(" nor ", ACCOUNTS)
                        + " on this machine, and root does not run Kibana: make one, or run elk as an ordinary user"));
        return new Unprivileged(self, Optional.of(other), setpriv);
    }

    /** The command line by which {@code command} runs so; the kernel ends it with the thread that starts it. */
    List<String> wrap(List<String> command, Path folder) {
        if (setpriv.isEmpty()) {
            return command;
        }
        Credentials credentials = user.map(Credentials::of).orElseGet(Credentials::ownUser);
        // Folders above, such as root's home, may be closed to others: as executors do, it keeps the right to pass.
        boolean closed = user.isPresent() && setpriv.get().reach(credentials, List.of(folder)) instanceof Reach.Closed;
        return setpriv.get().wrap(closed ? credentials.withReadAnywhere() : credentials, command);
    }

    void give(Path tree) throws IOException {
        if (user.isPresent()) {
            Ownership.give(tree, user.get());
        }
    }

    void takeBack(Path tree) throws IOException {
        if (user.isPresent()) {
            Ownership.give(tree, self);
        }
    }
}
