package org.mesoselk.systemtest;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A browser without a window, started anew for each page.
 *
 * @param folder where its profiles and what it says may be
 */
record Chromium(Path program, Path folder) {

    /** Of its own clock, which stands still while a page loads. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Skips the test where there is none. */
    static Chromium orSkip(Path folder) {
        return in(folder).orElseGet(() -> abort("there is no Chromium (the command chromium) on the PATH"));
    }

    private static Optional<Chromium> in(Path folder) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .flatMap(path -> Stream.of("chromium", "chromium-browser").map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, folder));
    }

    /**
     * Opens a page and waits until its scripts have drawn it.
     *
     * @param picture the file that a picture of it is written to
     * @return its document as it is then
     */
    String open(String url, Path picture) {
        String name = "chromium-" + System.nanoTime();
        Path profile = folder.resolve(name);
        List<String> command = List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1280,640",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=" + PATIENCE.toMillis(),
                "--screenshot=" + picture,
                "--dump-dom",
                url);
        Map<String, String> environment = Map.of(
                "HOME", profile.toString(),
                "XDG_CONFIG_HOME", profile.toString(),
                "XDG_CACHE_HOME", profile.toString());
        try (Program browser = Program.start("chromium", folder.resolve(name + ".log"), environment, command)) {
            browser.exitCode(Duration.ofMinutes(2));
            return browser.output();
        }
    }
}
