package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;

class CallRouterTest {
    private final Inbox inbox = new Inbox();

    /** The core repeats it in the tick that hears of it: told at once, the two would spin. */
    @Test
    void aCallThatMesosRefusesComesBackAfterAPause() throws Exception {
        CallRouter router = new CallRouter((call, failed) -> failed.accept("HTTP 403"), call -> {}, inbox);
        router.call(new Call.Suppress());
        assertThat(inbox.take(Duration.ofMillis(200))).isEmpty();
        assertThat(inbox.take(Duration.ofSeconds(30)))
                .containsExactly(new Inbox.Happened(new Input.CallFailed(new Call.Suppress(), "HTTP 403")));
    }
}
