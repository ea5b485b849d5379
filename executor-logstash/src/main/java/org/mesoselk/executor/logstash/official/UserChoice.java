package org.mesoselk.executor.logstash.official;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;

/**
 * As whom Logstash runs. A pipeline can run programs, so whoever may change pipelines would be root on every agent: it is
 * another account, that keeps two capabilities of root's, to read the sandboxes of all users and to listen on ports below
 * 1024.
 */
sealed interface UserChoice {

    record Chosen(Credentials credentials, String note) implements UserChoice {}

    record None(String sentence) implements UserChoice {}

    /** The account that Logstash's own packages make. */
    String PACKAGE_USER = "logstash";

    String FALLBACK_USER = "nobody";

    static UserChoice choose(Optional<String> asked, List<Path> needed, Users users, Optional<Setpriv> setpriv) {
        UnixUser self = users.self();
        if (!self.isRoot()) {
            return new Chosen(
                    Credentials.ownUser(),
                    "Logstash runs as this executor's own user " + self + ", and reads only what that may");
        }
        Optional<UnixUser> user = asked.isPresent()
                ? users.find(asked.get())
                : users.find(PACKAGE_USER).or(() -> users.find(FALLBACK_USER));
        if (user.isEmpty()) {
            return new None("There is no user '" + asked.orElse(FALLBACK_USER)
                    + "' on this agent, as whom to run Logstash; create it, or give a numeric uid:gid.");
        }
        if (user.get().isRoot()) {
            return new Chosen(Credentials.ownUser(), "Logstash runs as root, as asked");
        }
        if (setpriv.isEmpty()) {
            return new None("setpriv is not installed, which lets Logstash run as " + user.get()
                    + "; install the package util-linux, or ask for root as its user.");
        }
        Credentials credentials = Credentials.of(user.get()).withReadAnywhere().withAnyPort();
        Reach reach = setpriv.get().reach(credentials, needed);
        if (reach instanceof Reach.Open) {
            return new Chosen(
                    credentials,
                    "Logstash runs as " + user.get() + " with the capabilities dac_read_search and net_bind_service");
        }
        return new None("Logstash cannot be run as " + user.get() + ": "
                + (reach instanceof Reach.Closed closed
                        ? closed.folder() + " cannot be entered or run; open it with 'chmod o+x'."
                        : ((Reach.Refused) reach).cause() + "; this executor must be allowed to change its user and to"
                                + " keep two capabilities, or be run as an ordinary user."));
    }
}
