package org.mesoselk.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * OPTION=VALUE, an option of something that {@code elk} starts.
 *
 * @param option its long name without dashes
 */
record OptionValue(String option, String value) {

    /** Between the values of an option that was given several times, as the schedulers read it from a variable. */
    private static final String BETWEEN = "\n";

    /** All values of an option together: which may have several, its scheduler knows, and says so. */
    static Map<String, String> together(List<OptionValue> given) {
        Map<String, String> all = new LinkedHashMap<>();
        given.forEach(one -> all.merge(one.option, one.value, (before, next) -> before + BETWEEN + next));
        return all;
    }

    /** @param where the option of elk that they were given with */
    static Map<String, String> single(String where, List<OptionValue> given) {
        Map<String, String> all = new LinkedHashMap<>();
        for (OptionValue one : given) {
            if (all.put(one.option, one.value) != null) {
                throw Failure.usage(where + " " + one.option + " is given twice: give it once");
            }
        }
        return all;
    }

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<OptionValue> {

        @Override
        public OptionValue convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("'" + text + "' must be written as OPTION=VALUE");
            }
            return new OptionValue(text.substring(0, equals), text.substring(equals + 1));
        }
    }
}
