package org.mesoselk.cli.status;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.mesoselk.cli.api.FrameworkStatus;

/** A framework's state in few words. */
public final class Words {

    private Words() {}

    public static String readiness(FrameworkStatus status) {
        return number(status.ready()) + " of " + number(status.wanted()) + " members are ready";
    }

    /** As in "scale es-default-4 out: 12 shards, 3.4 MB left". */
    public static String operation(FrameworkStatus.Operation operation) {
        List<String> leaving = operation.leaving();
        StringBuilder words =
                new StringBuilder(operation.kind().toLowerCase(Locale.ROOT).replace('_', ' '));
        words.append(" (").append(operation.id()).append(")");
        if (!leaving.isEmpty()) {
            words.append(", leaving: ").append(String.join(", ", leaving));
        }
        operation
                .shardsLeft()
                .ifPresent(shards -> words.append(", ").append(shards).append(" shards left"));
        operation
                .bytesLeft()
                .ifPresent(bytes -> words.append(", ").append(bytes(bytes)).append(" left"));
        return words.toString();
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1000 && unit < 4) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, "kMGTP".charAt(unit));
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "?";
    }
}
