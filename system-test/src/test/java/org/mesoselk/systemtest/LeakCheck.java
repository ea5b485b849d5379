package org.mesoselk.systemtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each class, failed ones too: no process may be left that has to do with a folder in which a test worked, and no
 * network namespace of this process. What is left is ended, so that it does not disturb the next class, and the class fails.
 */
public final class LeakCheck implements AfterAllCallback {

    private static final Set<Path> WATCHED = ConcurrentHashMap.newKeySet();

    static void watch(Path folder) {
        WATCHED.add(folder);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            Await.until("no process left behind by " + WATCHED, Duration.ofSeconds(20), LeakCheck::left, List::isEmpty);
            List<String> namespaces = Network.left();
            if (!namespaces.isEmpty()) {
                throw new AssertionError("network namespaces were left behind: " + namespaces);
            }
        } finally {
            Network.remove(Network.left());
            left().forEach(found -> ProcessHandle.of(found.pid()).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static List<Processes.Found> left() {
        return WATCHED.stream()
                .flatMap(folder -> Processes.under(folder).stream())
                .distinct()
                .toList();
    }
}
