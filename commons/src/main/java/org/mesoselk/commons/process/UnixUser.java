package org.mesoselk.commons.process;

/**
 * An account by its numbers, which is what the kernel knows.
 *
 * @param name for messages; the uid in digits when the account has no name
 */
public record UnixUser(String name, int uid, int gid) {

    public boolean isRoot() {
        return uid == 0;
    }

    @Override
    public String toString() {
        return name + " (uid " + uid + ", gid " + gid + ")";
    }
}
