package org.mesoselk.commons.process;

import java.util.Optional;

/**
 * As whom a child runs.
 *
 * @param user the account to change to; empty means as this process itself
 * @param readsAnywhere whether it keeps the capability CAP_DAC_READ_SEARCH: to read files and to pass folders that are
 *     closed to its user
 * @param bindsAnyPort whether it keeps the capability CAP_NET_BIND_SERVICE: to listen on ports below 1024. Everything
 *     else is dropped for good
 */
public record Credentials(Optional<UnixUser> user, boolean readsAnywhere, boolean bindsAnyPort) {

    public static Credentials ownUser() {
        return new Credentials(Optional.empty(), false, false);
    }

    public static Credentials of(UnixUser user) {
        return new Credentials(Optional.of(user), false, false);
    }

    public Credentials withReadAnywhere() {
        return new Credentials(user, true, bindsAnyPort);
    }

    public Credentials withAnyPort() {
        return new Credentials(user, readsAnywhere, true);
    }
}
