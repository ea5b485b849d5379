package org.mesoselk.commons.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** As whom a child runs that refuses root: a root executor changes user and an ordinary one does not. */
public sealed interface UserChoice {

    /** @param notes what the log should tell about the choice */
    record Chosen(Credentials credentials, List<String> notes) implements UserChoice {}

    /** One sentence with the remedy. */
    record None(String sentence) implements UserChoice {}

    /**
     * Who is to run.
     *
     * @param product as in sentences, e.g. Elasticsearch
     * @param process what runs, as in sentences, e.g. the node
     * @param packageUser the account that the product's own packages make
     * @param runAs user name or numeric uid[:gid] that the task asks for
     * @param bindsAnyPort whether it is to listen on a port below 1024
     */
    record Program(String product, String process, String packageUser, Optional<String> runAs, boolean bindsAnyPort) {}

    String FALLBACK_USER = "nobody";

    /** @param needed files and folders that the child's user must be able to reach, the sandbox among them */
    static UserChoice choose(Program program, Path sandbox, List<Path> needed, Accounts accounts) {
        UnixUser self = accounts.self();
        if (!self.isRoot()) {
            return asSelf(program, self, needed, accounts);
        }
        Optional<UnixUser> user = program.runAs().isPresent()
                ? accounts.user(program.runAs().get())
                : accounts.user(program.packageUser()).or(() -> accounts.user(FALLBACK_USER));
        if (user.isEmpty()) {
            return new None("There is no user '" + program.runAs().orElse(FALLBACK_USER)
                    + "' on this agent, as whom to run " + program.product()
                    + "; create it, or give a numeric uid:gid.");
        }
        if (user.get().isRoot()) {
            return new None(program.product() + " refuses to run as root; give another user to run it as.");
        }
        return asOther(program, user.get(), sandbox, needed, accounts);
    }

    private static UserChoice asSelf(Program program, UnixUser self, List<Path> needed, Accounts accounts) {
        Reach reach = accounts.reach(Credentials.ownUser(), needed);
        return reach instanceof Reach.Open
                ? new Chosen(
                        Credentials.ownUser(), List.of(program.product() + " runs as this executor's own user " + self))
                : new None(closed(program, self, reach));
    }

    private static UserChoice asOther(
            Program program, UnixUser user, Path sandbox, List<Path> needed, Accounts accounts) {
        Credentials plain = Credentials.of(user);
        Credentials credentials = program.bindsAnyPort() ? plain.withAnyPort() : plain;
        String note = program.product() + " runs as " + user
                + (program.bindsAnyPort() ? " with the capability net_bind_service" : "");
        Reach reach = accounts.reach(credentials, needed);
        if (reach instanceof Reach.Closed own
                && own.folder().equals(sandbox)
                && accounts.openOwnFolder(sandbox, user)) {
            reach = accounts.reach(credentials, needed);
        }
        if (reach instanceof Reach.Open) {
            return new Chosen(credentials, List.of(note));
        }
        if (reach instanceof Reach.Closed closed) {
            Credentials reading = credentials.withReadAnywhere();
            Reach withCapability = accounts.reach(reading, needed);
            if (withCapability instanceof Reach.Open) {
                return new Chosen(
                        reading,
                        List.of(
                                note,
                                closed.folder() + " is closed to " + user.name() + ": " + program.process()
                                        + " keeps the capability dac_read_search"
                                        + (program.bindsAnyPort() ? " as well" : ", and no other,") + " to pass it"));
            }
        }
        return new None(closed(program, user, reach));
    }

    private static String closed(Program program, UnixUser user, Reach reach) {
        if (reach instanceof Reach.Closed closed) {
            return "The user " + user + " cannot enter or run " + closed.folder() + ", which " + program.product()
                    + " needs; open it with 'chmod o+x', or use a place that is open.";
        }
        return program.product() + " cannot be run as " + user + ": "
                + (reach instanceof Reach.Refused refused ? refused.cause() : "unknown")
                + "; install setpriv (package util-linux) and let this executor change user, or run it as an ordinary user.";
    }
}
