package org.mesoselk.commons.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param command program and arguments, after any change of user
 * @param environment all of the child's environment: nothing is inherited
 * @param directory working directory
 * @param stdout file to which standard output is appended
 * @param stderr file to which standard error is appended; may be the same as {@code stdout}
 */
public record ProcessSpec(
        List<String> command, Map<String, String> environment, Path directory, Path stdout, Path stderr) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Without the values of the environment, which may be secrets. */
    @Override
    public String toString() {
        return "ProcessSpec[command=" + command + ", environment of " + environment.keySet() + ", directory="
                + directory + ", stdout=" + stdout + ", stderr=" + stderr + "]";
    }

    /** The same, run by {@code setpriv} as {@code credentials} say. */
    public ProcessSpec under(Setpriv setpriv, Credentials credentials) {
        return new ProcessSpec(setpriv.wrap(credentials, command), environment, directory, stdout, stderr);
    }
}
