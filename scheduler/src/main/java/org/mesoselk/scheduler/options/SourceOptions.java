package org.mesoselk.scheduler.options;

import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mesoselk.commons.logstash.LogstashTask.Files;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.commons.logstash.LogstashTask.Multiline;
import org.mesoselk.commons.logstash.LogstashTask.Sources;

/** What is collected. */
public record SourceOptions(Sources sources) {
    private static final Set<String> FORMATS = Set.of(Listener.SYSLOG, Listener.LINES, Listener.JSON);
    private static final Set<String> TRANSPORTS = Set.of(Listener.TCP, Listener.UDP);

    static SourceOptions from(Values values) {
        Optional<Multiline> multiline = values.one("--multiline").flatMap(given -> multiline(values, given));
        return new SourceOptions(new Sources(
                true, multiline, ignoreOlder(values).toSeconds(), files(values, multiline), listeners(values)));
    }

    private static Optional<Multiline> multiline(Values values, Values.Given given) {
        boolean negate = given.value().startsWith("!");
        String pattern = negate ? given.value().substring(1) : given.value();
        try {
            Pattern.compile(pattern);
            return Optional.of(new Multiline(pattern, negate, Multiline.AFTER));
        } catch (PatternSyntaxException e) {
            values.fault(given.origin() + ": the regular expression cannot be read: " + e.getDescription());
            return Optional.empty();
        }
    }

    private static Duration ignoreOlder(Values values) {
        return values.isGiven("--ignore-older") ? values.duration("--ignore-older") : Duration.ZERO;
    }

    private static List<Files> files(Values values, Optional<Multiline> multiline) {
        List<Files> files = new ArrayList<>();
        for (Values.Given given : values.all("--file")) {
            String glob = given.value();
            try {
                if (!glob.startsWith("/")) {
                    throw new IllegalArgumentException("not absolute");
                }
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
                files.add(new Files(glob, multiline));
            } catch (IllegalArgumentException e) {
                values.fault(given.origin() + ": must be an absolute glob, e.g. /var/log/nginx/*.log");
            }
        }
        return List.copyOf(files);
    }

    private static List<Listener> listeners(Values values) {
        String host = values.text("--listen-host").orElseThrow();
        List<Listener> listeners = new ArrayList<>();
        for (Values.Given given : values.all("--listen")) {
            listener(values, given, host).ifPresent(listener -> {
                if (listener.port() != 0 && listeners.stream().anyMatch(other -> collide(other, listener))) {
                    values.fault(given.origin() + ": " + listener.transport() + " port " + listener.port()
                            + " is listened on already");
                }
                listeners.add(listener);
            });
        }
        return List.copyOf(listeners);
    }

    private static boolean collide(Listener one, Listener other) {
        return one.port() == other.port() && one.transport().equals(other.transport());
    }

    private static Optional<Listener> listener(Values values, Values.Given given, String host) {
        String[] parts = given.value().toLowerCase(Locale.ROOT).split(":", -1);
        if (parts.length == 3
                && FORMATS.contains(parts[0])
                && TRANSPORTS.contains(parts[1])
                && parts[2].matches("\\d{1,5}")
                && Integer.parseInt(parts[2]) <= 65535) {
            if (parts[0].equals(Listener.SYSLOG) || parts[1].equals(Listener.TCP)) {
                return Optional.of(new Listener(parts[0], parts[1], host, Integer.parseInt(parts[2])));
            }
            values.fault(given.origin() + ": " + parts[0] + " is taken over tcp only, over udp syslog is");
            return Optional.empty();
        }
        values.fault(
                given.origin() + ": must be FORMAT:TRANSPORT:PORT with syslog, lines or json, tcp or udp, and a port"
                        + " from 0 (any) to 65535, e.g. syslog:udp:514");
        return Optional.empty();
    }
}
