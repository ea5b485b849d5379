package org.mesoselk.localmesos.agent.process;

import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.Protos.CommandInfo;

/** A CommandInfo as the words to execute. */
public final class CommandLine {

    private CommandLine() {}

    /**
     * {@code sh -c value} for a shell command; else the value with its arguments, of which the first is only the name
     * that the program would see for itself (Java cannot give it another than its path).
     *
     * @throws IllegalArgumentException when the command has no value
     */
    public static List<String> of(CommandInfo command) {
        if (command.getValue().isEmpty()) {
            throw new IllegalArgumentException("the command has no value: there is nothing to execute");
        }
        if (command.getShell()) {
            return List.of("sh", "-c", command.getValue());
        }
        List<String> words = new ArrayList<>(List.of(command.getValue()));
        command.getArgumentsList().stream().skip(1).forEach(words::add);
        return List.copyOf(words);
    }
}
