package org.mesoselk.scheduler.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** From what picocli read and from the environment to {@link Values}; unknown names are faults. */
final class OptionReader {

    private OptionReader() {}

    static CommandSpec spec(String name, String description, List<Flag> flags) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description, "Each option is also read from MESOS_ELK_<NAME>.%n");
        // All faults are named together, so picocli must not stop at the first.
        spec.parser().collectErrors(true).unmatchedArgumentsAllowed(true);
        for (Flag flag : flags) {
            OptionSpec.Builder option = OptionSpec.builder(flag.name())
                    .paramLabel(flag.label())
                    .arity("1")
                    .description(
                            flag.standard().isEmpty()
                                    ? flag.help()
                                    : flag.help() + " Default: " + flag.standard() + ".");
            spec.addOption(
                    flag.repeatable()
                            ? option.type(List.class)
                                    .auxiliaryTypes(String.class)
                                    .build()
                            : option.type(String.class).build());
        }
        return spec;
    }

    static Values read(ParseResult parsed, List<Flag> flags, Map<String, String> environment) {
        Map<String, Flag> byName = flags.stream()
                .collect(Collectors.toMap(Flag::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        Map<String, List<Values.Given>> given = new LinkedHashMap<>();
        for (Flag flag : flags) {
            List<Values.Given> values = fromArguments(parsed, flag);
            if (values.isEmpty()) {
                values = fromEnvironment(flag, environment.getOrDefault(flag.variable(), ""));
            }
            if (!values.isEmpty()) {
                given.put(flag.name(), values);
            }
        }
        Values result = new Values(byName, given);
        flags.forEach(flag -> severalVariables(flag, result.all(flag.name())).ifPresent(result::fault));
        parsed.errors().forEach(error -> result.fault(error.getMessage()));
        unknownArguments(parsed.unmatched(), byName.keySet()).forEach(result::fault);
        unknownVariables(flags, environment).forEach(result::fault);
        return result;
    }

    private static List<Values.Given> fromArguments(ParseResult parsed, Flag flag) {
        if (!parsed.hasMatchedOption(flag.name())) {
            return List.of();
        }
        List<String> values = parsed.matchedOption(flag.name()).originalStringValues();
        return values.stream()
                .map(value -> new Values.Given(value, flag.name() + " " + value))
                .toList();
    }

    private static List<Values.Given> fromEnvironment(Flag flag, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<Values.Given> values = new ArrayList<>();
        // Of an option that takes one value, several lines are several values all the same: a fault, not a part of it.
        for (String value : text.split(flag.repeatable() ? "[;\n]" : "\n")) {
            if (!value.isBlank()) {
                values.add(new Values.Given(value.strip(), flag.variable() + "=" + value.strip()));
            }
        }
        return values;
    }

    /** Arguments are told by picocli. */
    private static Optional<String> severalVariables(Flag flag, List<Values.Given> values) {
        if (flag.repeatable() || values.size() < 2) {
            return Optional.empty();
        }
        String all = values.stream().map(Values.Given::value).collect(Collectors.joining(" and "));
        return Optional.of(flag.variable() + " is given as " + all + ": " + flag.name() + " takes one value");
    }

    private static List<String> unknownVariables(List<Flag> flags, Map<String, String> environment) {
        Set<String> known = flags.stream().map(Flag::variable).collect(Collectors.toSet());
        return new TreeMap<>(environment)
                .keySet().stream()
                        .filter(name -> name.startsWith(Flag.PREFIX) && !known.contains(name))
                        .map(name -> "unknown environment variable " + name + suggestion(name, known))
                        .toList();
    }

    private static List<String> unknownArguments(List<String> arguments, Set<String> known) {
        List<String> faults = new ArrayList<>();
        boolean afterOption = false;
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
                faults.add("unknown option " + name + suggestion(name, known));
            } else if (!afterOption) {
                faults.add("unexpected argument " + argument + ": every value belongs to an option");
            }
            // What follows an unknown option is its value.
            afterOption = argument.startsWith("-");
        }
        return faults;
    }

    private static String suggestion(String name, Set<String> known) {
        return Nearest.to(name, known)
                .map(nearest -> ": did you mean " + nearest + "?")
                .orElse(": --help lists what there is");
    }
}
