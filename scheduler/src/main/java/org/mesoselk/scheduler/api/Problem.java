package org.mesoselk.scheduler.api;

import java.util.List;
import org.mesoselk.scheduler.core.model.Wait;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that cannot be done, with the reasons by name: becomes an RFC 9457 problem. */
public final class Problem extends RuntimeException {
    private final HttpStatus status;
    private final List<Reason> reasons;

    /** @param name stable, kebab-case */
    public record Reason(String name, String sentence) {
        public static Reason of(Wait wait) {
            return new Reason(wait.name(), wait.sentence());
        }
    }

    public Problem(HttpStatus status, String name, String sentence) {
        this(status, sentence, List.of(new Reason(name, sentence)));
    }

    public Problem(HttpStatus status, String sentence, List<Reason> reasons) {
        super(sentence);
        this.status = status;
        this.reasons = reasons;
    }

    ProblemDetail detail() {
        return detail(status, getMessage(), reasons);
    }

    static ProblemDetail detail(HttpStatus status, String sentence, List<Reason> reasons) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, sentence);
        detail.setTitle(status.getReasonPhrase());
        detail.setProperty("reasons", reasons);
        return detail;
    }
}
