package org.mesoselk.commons.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JDKs, by their folders. */
public final class JavaHome {

    private static final Pattern VERSION = Pattern.compile("(?:JAVA_VERSION=|version )\"(?:1\\.)?(\\d+)");

    private JavaHome() {}

    /** Feature release of the JDK in {@code javaHome}, e.g. 17; empty when there is none or it does not tell. */
    public static OptionalInt featureRelease(Path javaHome) {
        try {
            Path release = javaHome.resolve("release");
            if (Files.isReadable(release)) {
                OptionalInt version = parse(Files.readString(release));
                if (version.isPresent()) {
                    return version;
                }
            }
            Process java = new ProcessBuilder(javaHome.resolve("bin/java").toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            java.getOutputStream().close();
            return parse(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt parse(String text) {
        Matcher version = VERSION.matcher(text);
        return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
    }
}
