package org.mesoselk.commons.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks accounts up as the system does: /etc/passwd first, then whatever else the host asks (LDAP and so on). */
public final class Users {

    private static final Pattern NUMERIC = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");

    private final Function<String, Optional<String>> passwdLine;

    /** @param passwdLine the passwd(5) line for a name or for a uid in digits */
    Users(Function<String, Optional<String>> passwdLine) {
        this.passwdLine = passwdLine;
    }

    public static Users ofThisHost() {
        return new Users(key -> inFile(key).or(() -> byGetent(key)));
    }

    /**
     * @param spec a user name, {@code uid} or {@code uid:gid}; a number needs no account, its group is the account's or
     *     else the same number
     * @return empty when there is no account of this name
     */
    public Optional<UnixUser> find(String spec) {
        Matcher numeric = NUMERIC.matcher(spec);
        if (!numeric.matches()) {
            return passwdLine.apply(spec).flatMap(Users::parse);
        }
        int uid = Integer.parseInt(numeric.group(1));
        Optional<UnixUser> account = passwdLine.apply(numeric.group(1)).flatMap(Users::parse);
        if (numeric.group(2) != null) {
            return Optional.of(new UnixUser(
                    account.map(UnixUser::name).orElse(numeric.group(1)), uid, Integer.parseInt(numeric.group(2))));
        }
        return Optional.of(account.orElse(new UnixUser(numeric.group(1), uid, uid)));
    }

    /** The user that this process acts as. */
    public UnixUser self() {
        try {
            int uid = effectiveId("Uid:");
            String name = passwdLine
                    .apply(String.valueOf(uid))
                    .flatMap(Users::parse)
                    .map(UnixUser::name)
                    .orElse(String.valueOf(uid));
            return new UnixUser(name, uid, effectiveId("Gid:"));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot tell as which user this process runs: /proc/self/status", e);
        }
    }

    private static int effectiveId(String field) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(l -> l.startsWith(field)).findFirst().orElseThrow();
            return Integer.parseInt(line.split("\\s+")[2]);
        }
    }

    private static Optional<String> inFile(String key) {
        try (var lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.filter(line -> isFor(line, key)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isFor(String line, String key) {
        String[] fields = line.split(":", -1);
        return fields.length > 3 && (fields[0].equals(key) || fields[2].equals(key));
    }

    private static Optional<String> byGetent(String key) {
        try {
            Process getent = new ProcessBuilder("getent", "passwd", "--", key).start();
            getent.getOutputStream().close();
            String line = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return getent.waitFor() == 0 && !line.isEmpty() ? Optional.of(line) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<UnixUser> parse(String line) {
        String[] fields = line.split(":", -1);
        try {
            return Optional.of(new UnixUser(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
