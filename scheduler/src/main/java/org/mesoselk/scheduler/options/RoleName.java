package org.mesoselk.scheduler.options;

import java.util.List;
import java.util.Optional;

/** What Mesos takes for a role: {@code *}, or a name, or names with slashes between them (its roles.cpp). */
final class RoleName {

    private RoleName() {}

    /** Why it is none, and what to write instead; empty when it is one. */
    static Optional<String> fault(String role) {
        if (role.equals("*")) {
            return Optional.empty();
        } else if (role.isEmpty()) {
            return Optional.of("is empty; give a role such as prod or prod/search, or leave the option out");
        } else if (role.startsWith("/") || role.endsWith("/") || role.contains("//")) {
            return Optional.of("has a slash at its beginning or end, or two together; slashes go between names, as in"
                    + " prod/search");
        }
        return List.of(role.split("/")).stream()
                .flatMap(name -> faultOf(name).stream())
                .findFirst();
    }

    private static Optional<String> faultOf(String name) {
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("'" + name + "' cannot be a role, or a part of one; name it otherwise");
        } else if (name.startsWith("-")) {
            return Optional.of(
                    "'" + name + "' begins with a dash, which Mesos refuses; begin it with a letter or digit");
        } else if (name.equals("*")) {
            return Optional.of("'*' stands for no role and cannot be a part of one; write the name of a role below");
        } else if (name.chars().anyMatch(c -> Character.isWhitespace(c) || c == '\b' || c == 0x0b || c == 0x7f)) {
            return Optional.of("has white space or a control character in it, which Mesos refuses; leave it out");
        }
        return Optional.empty();
    }
}
