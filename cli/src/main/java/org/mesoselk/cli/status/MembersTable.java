package org.mesoselk.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.KibanaMember;
import org.mesoselk.cli.api.LogstashMember;
import org.mesoselk.cli.local.Framework;

/** The members of a framework, one in each line. */
final class MembersTable {

    private static final String NOT_TOLD = "-";

    private MembersTable() {}

    /** None without a member. */
    static List<String> lines(Framework framework, FrameworkStatus status) {
        if (status.members().isEmpty()) {
            return List.of();
        }
        return Columns.lines(
                switch (framework) {
                    case ELASTICSEARCH -> elasticsearch(status);
                    case LOGSTASH -> logstash(status);
                    case KIBANA -> kibana(status);
                });
    }

    private static List<List<String>> elasticsearch(FrameworkStatus status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MEMBER", "STATE", "AGENT", "TASK"));
        status.members()
                .forEach(member -> rows.add(List.of(member.name(), member.state(), member.agent(), member.task())));
        return rows;
    }

    private static List<List<String>> logstash(FrameworkStatus status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MEMBER", "STATE", "AGENT", "ENGINE", "BEHIND", "EVENTS/S", "DEAD LETTERS", "LAST ERROR"));
        for (LogstashMember member : LogstashMember.of(status)) {
            rows.add(List.of(
                    member.name(),
                    member.state(),
                    member.agent(),
                    member.engine().orElse(NOT_TOLD),
                    member.lagBytes().isPresent()
                            ? Words.bytes(member.lagBytes().getAsLong())
                            : NOT_TOLD,
                    member.eventsPerSecond().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "%.1f",
                                    member.eventsPerSecond().getAsDouble())
                            : NOT_TOLD,
                    count(member.deadLetters()),
                    oneLine(member.lastError().orElse(NOT_TOLD))));
        }
        return rows;
    }

    private static List<List<String>> kibana(FrameworkStatus status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MEMBER", "STATE", "GROUP", "AGENT", "VERSION", "STATUS", "URL"));
        for (KibanaMember member : KibanaMember.of(status)) {
            rows.add(List.of(
                    member.name(),
                    member.state(),
                    member.group(),
                    member.agent(),
                    member.version().orElse(NOT_TOLD),
                    member.status().orElse(NOT_TOLD),
                    member.url().orElse(NOT_TOLD)));
        }
        return rows;
    }

    private static String count(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : NOT_TOLD;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
