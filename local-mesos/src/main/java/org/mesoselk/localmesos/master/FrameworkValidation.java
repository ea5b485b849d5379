package org.mesoselk.localmesos.master;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/** What a FrameworkInfo must be like. */
final class FrameworkValidation {

    private FrameworkValidation() {}

    /** The sentence that says what is wrong; empty when nothing is. */
    @SuppressWarnings("deprecation") // without MULTI_ROLE there is one role, in the old field
    static Optional<String> fault(FrameworkInfo info, List<String> suppressedRoles) {
        boolean multiRole = info.getCapabilitiesList().stream()
                .anyMatch(one -> one.getType() == FrameworkInfo.Capability.Type.MULTI_ROLE);
        if (multiRole && info.hasRole()) {
            return Optional.of("'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable");
        }
        if (!multiRole && info.getRolesCount() > 0) {
            return Optional.of("'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE capable");
        }
        Set<String> roles = Framework.rolesOf(info);
        if (roles.size() < info.getRolesCount()) {
            return Optional.of("'FrameworkInfo.roles' cannot contain duplicate items");
        }
        for (String role : roles) {
            Optional<String> fault = roleFault(role);
            if (fault.isPresent()) {
                return fault;
            }
        }
        Set<String> strangers = new HashSet<>(suppressedRoles);
        strangers.removeAll(roles);
        return strangers.stream()
                .sorted()
                .findFirst()
                .map(role -> "Suppressed role '" + role + "' is not contained in the list of roles");
    }

    private static Optional<String> roleFault(String role) {
        if (role.equals("*")) {
            return Optional.empty();
        }
        if (role.isEmpty()) {
            return Optional.of("Empty role name is invalid");
        }
        for (String part : role.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.equals("*") || part.startsWith("-")) {
                return Optional.of("Invalid role '" + role + "': '" + part + "' cannot be a part of a role's name");
            }
            if (part.chars().anyMatch(c -> Character.isWhitespace(c) || c == '\b' || c == 127)) {
                return Optional.of("Invalid role '" + role + "': it contains white space");
            }
        }
        return Optional.empty();
    }
}
