package org.mesoselk.executor.elasticsearch.preflight;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Reach;
import org.mesoselk.commons.process.UnixUser;

/** As whom the node runs: Elasticsearch refuses root, so a root executor changes user and an ordinary one does not. */
sealed interface UserChoice {

    /** @param notes what the log should tell about the choice */
    record Chosen(Credentials credentials, List<String> notes) implements UserChoice {}

    record None(Fault fault) implements UserChoice {}

    /** The account that Elasticsearch's own packages make. */
    String PACKAGE_USER = "elasticsearch";

    String FALLBACK_USER = "nobody";

    /** @param needed files and folders that the node's user must be able to reach, the sandbox among them */
    static UserChoice choose(ElasticsearchTask task, Path sandbox, List<Path> needed, Host host) {
        UnixUser self = host.self();
        if (!self.isRoot()) {
            return asSelf(self, needed, host);
        }
        Optional<UnixUser> user = task.runAs().isPresent()
                ? host.user(task.runAs().get())
                : host.user(PACKAGE_USER).or(() -> host.user(FALLBACK_USER));
        if (user.isEmpty()) {
            return none("There is no user '" + task.runAs().orElse(FALLBACK_USER)
                    + "' on this agent, as whom to run Elasticsearch; create it, or give a numeric uid:gid.");
        }
        if (user.get().isRoot()) {
            return none("Elasticsearch refuses to run as root; give another user to run it as.");
        }
        return asOther(user.get(), sandbox, needed, host);
    }

    private static UserChoice asSelf(UnixUser self, List<Path> needed, Host host) {
        Reach reach = host.reach(Credentials.ownUser(), needed);
        return reach instanceof Reach.Open
                ? new Chosen(Credentials.ownUser(), List.of("Elasticsearch runs as this executor's own user " + self))
                : none(closed(self, reach));
    }

    private static UserChoice asOther(UnixUser user, Path sandbox, List<Path> needed, Host host) {
        Credentials credentials = Credentials.of(user);
        String note = "Elasticsearch runs as " + user;
        Reach reach = host.reach(credentials, needed);
        if (reach instanceof Reach.Closed own && own.folder().equals(sandbox) && host.openOwnFolder(sandbox, user)) {
            reach = host.reach(credentials, needed);
        }
        if (reach instanceof Reach.Open) {
            return new Chosen(credentials, List.of(note));
        }
        if (reach instanceof Reach.Closed closed) {
            Credentials reading = credentials.withReadAnywhere();
            Reach withCapability = host.reach(reading, needed);
            if (withCapability instanceof Reach.Open) {
                return new Chosen(
                        reading,
                        List.of(
                                note,
                                closed.folder() + " is closed to " + user.name()
                                        + ": the node keeps the capability dac_read_search, and no other, to pass it"));
            }
        }
        return none(closed(user, reach));
    }

    private static String closed(UnixUser user, Reach reach) {
        if (reach instanceof Reach.Closed closed) {
            return "The user " + user + " cannot enter or run " + closed.folder()
                    + ", which Elasticsearch needs; open it with 'chmod o+x', or use a place that is open.";
        }
        return "Elasticsearch cannot be run as " + user + ": "
                + (reach instanceof Reach.Refused refused ? refused.cause() : "unknown")
                + "; install setpriv (package util-linux) and let this executor change user, or run it as an ordinary user.";
    }

    private static UserChoice none(String sentence) {
        return new None(Fault.lasting(sentence));
    }
}
