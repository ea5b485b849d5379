package org.mesoselk.executor.logstash.official.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.mesoselk.commons.logstash.OfficialReport.Refused;
import org.mesoselk.executor.logstash.official.api.NodeStats;
import org.mesoselk.executor.logstash.official.console.Heard;
import org.mesoselk.executor.logstash.official.render.Template;

/**
 * From the pipelines that are wanted to those that really run: a value that changes with what is seen. A set is taken as a
 * whole: when one of it is refused, the set before is wanted again.
 *
 * @param wanted what Logstash's files are to say
 * @param since when they were changed last
 * @param isWhole whether all of it was seen to run, and nothing else
 * @param good the last set of which that was so; empty since Logstash was started
 * @param runs the text that each pipeline was seen to load, by name
 * @param open those whose load has not been seen yet, by name
 * @param before what witnesses said when the files were changed, by name
 * @param refused what was not taken last; forgotten when something else is wanted
 * @param binding whether what was loaded has its ports, too
 */
public record Rollout(
        Applied wanted,
        Instant since,
        boolean isWhole,
        Optional<Applied> good,
        Map<String, String> runs,
        Map<String, String> open,
        Map<String, Witnessed> before,
        Optional<Refused> refused,
        Binding binding) {

    /** Many times as long as Logstash takes to look at its files and to load a pipeline. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @param texts as Logstash has them, with endpoints, by name */
    public record Applied(Template template, Map<String, String> texts) {

        static Applied of(Template template, List<String> endpoints) {
            return new Applied(template, template.render(endpoints));
        }
    }

    /** What is known now. @param stats of this very moment; empty when the API does not answer */
    public record Seen(Optional<NodeStats> stats, Heard heard, Instant at) {}

    /** Logstash is started with these, of which nothing has been seen yet. */
    public static Rollout start(Template template, List<String> endpoints, Instant at, Optional<Refused> refused) {
        return start(Applied.of(template, endpoints), at, Optional.empty(), refused);
    }

    private static Rollout start(Applied wanted, Instant at, Optional<Applied> good, Optional<Refused> refused) {
        return new Rollout(
                wanted, at, false, good, Map.of(), wanted.texts(), Map.of(), refused, Binding.since(at, Heard.NOTHING));
    }

    /** Logstash is started anew in the midst of it, with these. What was not yet seen to run is still on trial. */
    public Rollout startAnew(Template template, List<String> endpoints, Instant at) {
        Applied now = Applied.of(template, endpoints);
        return start(now, at, good.filter(former -> !former.template().equals(template)), refused);
    }

    /**
     * Other pipelines are wanted, or other endpoints. Not before it {@link #takesOthers}: who has two texts under way
     * cannot tell which of them was loaded.
     *
     * @return the same when nothing changes by that
     */
    public Rollout want(Template template, List<String> endpoints, Seen seen) {
        Applied now = Applied.of(template, endpoints);
        if (now.equals(wanted)) {
            return this;
        }
        return change(now, seen, template.equals(wanted.template()) ? refused : Optional.empty());
    }

    /** Whether Logstash has answered what it was given last, or never will. */
    public boolean takesOthers(Instant at) {
        return open.isEmpty() && binding.isTold(at) && !isOnTrial(at)
                || isRefused()
                || Duration.between(since, at).compareTo(PATIENCE) >= 0;
    }

    /** An input of it has no port, and may yet get it. */
    private boolean isOnTrial(Instant at) {
        return isNew() && binding.unboundSince().isPresent() && !binding.isLost(at);
    }

    /** Others than those that ran before; these may still be put back. */
    private boolean isNew() {
        return good.filter(former -> !former.template().equals(wanted.template()))
                .isPresent();
    }

    private boolean isRefused() {
        return refused.filter(
                        told -> told.fingerprint().equals(wanted.template().fingerprint()))
                .isPresent();
    }

    /** Whoever was to know of the refusal knows. */
    public Rollout forgetRefused() {
        return new Rollout(wanted, since, isWhole, good, runs, open, before, Optional.empty(), binding);
    }

    private Rollout change(Applied now, Seen seen, Optional<Refused> told) {
        Map<String, String> known = new HashMap<>(runs);
        known.keySet().retainAll(now.texts().keySet());
        Map<String, String> toLoad = new HashMap<>(now.texts());
        // Only what is seen to run with this very text.
        known.forEach(toLoad::remove);
        Map<String, Witnessed> witnessed = new HashMap<>();
        now.texts().keySet().forEach(name -> witnessed.put(name, Witnessed.of(seen, name)));
        return new Rollout(
                now,
                seen.at(),
                false,
                good,
                Map.copyOf(known),
                Map.copyOf(toLoad),
                Map.copyOf(witnessed),
                told,
                Binding.since(seen.at(), seen.heard()));
    }

    /** The set that runs as a whole now. */
    public Optional<Applied> running() {
        return isWhole ? Optional.of(wanted) : Optional.empty();
    }

    /** What has been seen since. */
    public Rollout next(Seen seen) {
        Map<String, String> loaded = new HashMap<>(runs);
        Map<String, String> left = new HashMap<>();
        for (Map.Entry<String, String> pipeline : open.entrySet()) {
            String name = pipeline.getKey();
            Witnessed then = before.getOrDefault(name, Witnessed.OF_A_START);
            if (then.isRefused(seen, name) && !isRefused()) {
                // What has run before is not refused: that is the echo of what it takes the place of.
                if (!good.equals(Optional.of(wanted))) {
                    return refuse(name, then.reason(seen, name), seen);
                }
            }
            (then.isLoaded(seen, name) ? loaded : left).put(name, pipeline.getValue());
        }
        Optional<String> unbound = Binding.firstUnbound(seen, before, wanted.texts());
        Binding bound = binding.next(seen, left.size() < open.size(), unbound.isPresent());
        if (isNew() && !isRefused() && bound.isLost(seen.at())) {
            return refuse(
                    unbound.orElseThrow(), Optional.of(Binding.sentence(seen.heard(), unbound.orElseThrow())), seen);
        }
        boolean hasPorts = !isNew() || unbound.isEmpty() && bound.isTold(seen.at());
        boolean isAll = left.isEmpty() && hasPorts && !isThereAnother(seen);
        return new Rollout(
                wanted,
                since,
                isAll,
                isAll ? Optional.of(wanted) : good,
                Map.copyOf(loaded),
                Map.copyOf(left),
                before,
                refused,
                bound);
    }

    private boolean isThereAnother(Seen seen) {
        return seen.stats().isPresent()
                && seen.stats().get().pipelines().entrySet().stream()
                        // Logstash's own have a dot before their name.
                        .anyMatch(found -> found.getValue().instance().isPresent()
                                && !found.getKey().startsWith(".")
                                && !wanted.texts().containsKey(found.getKey()));
    }

    /** All or none: the set before is wanted again. Without one there is only Logstash's own choice, and its words. */
    private Rollout refuse(String name, Optional<String> reason, Seen seen) {
        Optional<Refused> told = Optional.of(new Refused(
                wanted.template().fingerprint(),
                "pipeline " + name + ": " + reason.orElse("Logstash does not say why")));
        return good.map(former -> change(former, seen, told).next(seen))
                .orElseGet(() -> new Rollout(wanted, since, false, good, runs, open, before, told, binding).next(seen));
    }

    /** Why it takes so long; empty while it does not. */
    public Optional<String> late(Instant at) {
        return good.isEmpty() || open.isEmpty() || Duration.between(since, at).compareTo(PATIENCE) < 0
                ? Optional.empty()
                : Optional.of(
                        "Logstash was given the pipelines " + wanted.template().fingerprint() + " at "
                                + since.truncatedTo(ChronoUnit.SECONDS) + " and has not yet loaded "
                                + String.join(", ", new TreeSet<>(open.keySet())) + ".");
    }
}
