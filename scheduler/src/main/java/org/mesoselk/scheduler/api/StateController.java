package org.mesoselk.scheduler.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is waited for, and tasks that no member has. */
@RestController
class StateController {
    private final ApiContext scheduler;

    StateController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** @param said the last word of Mesos on it in this subscription, empty before there was one */
    record AbandonedAnswer(Abandoned abandoned, String said) {}

    @GetMapping("/v1/waits")
    List<Wait> waits() {
        return scheduler.board().read().waits();
    }

    /** Tasks that their members were taken from while they could not be seen: adopted or stopped when they come back. */
    @GetMapping("/v1/abandoned-tasks")
    List<AbandonedAnswer> abandonedTasks() {
        Published published = scheduler.board().read();
        return published.records().abandoned().values().stream()
                .map(abandoned -> new AbandonedAnswer(
                        abandoned,
                        Optional.ofNullable(published
                                        .memory()
                                        .said()
                                        .get(abandoned.task().id()))
                                .map(update -> update.state().name())
                                .orElse("")))
                .toList();
    }

    /** Tasks of this framework that no record speaks of: listed, never killed. */
    @GetMapping("/v1/foreign-tasks")
    List<Map<String, Object>> foreignTasks() {
        return scheduler.board().read().memory().foreignTasks().values().stream()
                .map(update -> Map.<String, Object>of(
                        "task", update.taskId(),
                        "state", update.state().name(),
                        "agent", update.agentId().orElse(""),
                        "at", update.at()))
                .toList();
    }
}
