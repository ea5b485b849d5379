package org.mesoselk.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.local.Framework;

/** A framework's state in few words. */
public final class Words {

    private Words() {}

    public static String readiness(FrameworkStatus status) {
        return number(status.ready()) + " of " + number(status.wanted()) + " members are ready";
    }

    /** Logstash's members are one an agent. */
    public static String readiness(Framework framework, FrameworkStatus status) {
        return switch (framework) {
            case ELASTICSEARCH -> readiness(status);
            case LOGSTASH -> number(status.ready()) + " of " + number(status.wanted()) + " agents";
            case KIBANA -> number(status.ready()) + " of " + number(status.wanted()) + " instances are ready";
        };
    }

    /** As in "scale down (scale-3), es-default-4 leaves: 12 shards, 3.4 MB left". */
    public static String operation(FrameworkStatus.Operation operation) {
        String kind = operation.kind().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + operation.id() + ")";
        String drain = drain(operation);
        return drain.isEmpty() ? kind : kind + ", " + drain;
    }

    /** What has still to be moved off the members that leave; empty when none does. */
    public static String drain(FrameworkStatus.Operation operation) {
        List<String> leaving = operation.leaving();
        if (leaving.isEmpty()) {
            return "";
        }
        List<String> left = new ArrayList<>();
        operation.shardsLeft().ifPresent(shards -> left.add(shards + " shards"));
        operation.bytesLeft().ifPresent(bytes -> left.add(bytes(bytes)));
        String who = String.join(", ", leaving) + (leaving.size() == 1 ? " leaves" : " leave");
        return left.isEmpty() ? who : who + ": " + String.join(", ", left) + " left";
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
