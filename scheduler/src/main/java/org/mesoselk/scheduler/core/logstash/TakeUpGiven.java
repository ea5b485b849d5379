package org.mesoselk.scheduler.core.logstash;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.AwaitedPipelines;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.GivenPipelines.Noted;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.Rollout.Stage;

/**
 * What {@code --pipeline} gives is wished once for each change of it, as if it had been put by the API: a text that is
 * another than the option gave before is put, a name that it gives no more is taken away while its text is still the
 * option's. Everything else stays, so that what was put by the API holds. A standby takes up nothing, and neither does a
 * leader that was started before the scheduler whose option was taken up last: two with different options do not take
 * turns.
 */
final class TakeUpGiven {
    private static final String SUBJECT = "pipelines";

    private TakeUpGiven() {}

    static void into(LogstashTick tick) {
        GivenPipelines given = tick.settings.pipelines();
        Optional<Noted> last = tick.spec().given();
        if (last.isEmpty()
                ? !given.texts().isEmpty() || isGivenUp(tick, given)
                : given.readAt().isAfter(last.get().readAt())) {
            takeUp(tick, given, last.map(Noted::fingerprints).orElse(new TreeMap<>()));
        }
        tellWhatWasNotTaken(tick, given);
        if (AwaitedPipelines.areAgreed(tick.spec())) {
            tick.wait(
                    "pipelines-awaited",
                    SUBJECT,
                    "nothing is collected: agents have had no pipelines but those of --pipeline to wait for, and these"
                            + " do not run yet; DELETE /v1/pipelines/" + AwaitedPipelines.NAME
                            + " has the default pipeline run instead");
        }
    }

    /** They were waited for, and the option that gave them is gone. */
    private static boolean isGivenUp(LogstashTick tick, GivenPipelines given) {
        return given.texts().isEmpty()
                && tick.settings.task().logstash().isPresent()
                && AwaitedPipelines.areAgreed(tick.spec());
    }

    private static void takeUp(LogstashTick tick, GivenPipelines given, SortedMap<String, String> last) {
        LogstashSpec spec = tick.spec();
        Noted noted = given.noted();
        if (noted.fingerprints().equals(last) && !isGivenUp(tick, given)) {
            tick.records(tick.records().with(spec.noted(noted)));
            return;
        }
        // Of a set that was refused as a whole nothing is agreed on, not even what is the same as before.
        SortedMap<String, String> wanted =
                AwaitedPipelines.areAgreed(spec) ? given.texts() : wanted(spec.pipelines(), given, last);
        Optional<String> obstacle = obstacle(tick, wanted, given);
        if (obstacle.isPresent()) {
            tick.wait(
                    "pipelines-not-taken-up",
                    SUBJECT,
                    "what --pipeline gives (" + given.texts().keySet() + ") waits: " + obstacle.get());
        } else if (wanted.equals(spec.pipelines())) {
            tick.records(tick.records().with(spec.noted(noted)));
        } else {
            tick.records(tick.records()
                    .with(spec.with(Rollout.begin(wanted, tick.now)).noted(noted)));
        }
    }

    private static SortedMap<String, String> wanted(
            SortedMap<String, String> agreed, GivenPipelines given, SortedMap<String, String> last) {
        Noted before = new Noted(last, given.readAt());
        SortedMap<String, String> wanted = new TreeMap<>(agreed);
        wanted.entrySet()
                .removeIf(pipeline -> !given.texts().containsKey(pipeline.getKey())
                        && before.isOf(pipeline.getKey(), pipeline.getValue()));
        given.texts().forEach((name, text) -> {
            if (!before.isOf(name, text)) {
                wanted.put(name, text);
            }
        });
        return wanted;
    }

    private static Optional<String> obstacle(
            LogstashTick tick, SortedMap<String, String> wanted, GivenPipelines given) {
        Optional<Rollout> underWay =
                tick.spec().rollout().filter(rollout -> rollout.stage().isUnderWay());
        if (underWay.isPresent()) {
            return Optional.of(
                    "other pipelines are being rolled out (" + underWay.get().stage() + ")");
        } else if (Rollout.isTooLong(wanted)) {
            return Optional.of("with those that were put by the API, all pipelines together have more than "
                    + Rollout.MOST_CHARACTERS + " characters; DELETE /v1/pipelines/NAME takes one away");
        }
        return lackingSecrets(tick, given);
    }

    /** New options often come together, and a secret reaches a collector with its launch only: it would refuse them. */
    private static Optional<String> lackingSecrets(LogstashTick tick, GivenPipelines given) {
        List<String> secrets = tick.settings.task().logstash().orElseThrow().secretFiles().keySet().stream()
                .filter(name -> given.texts().values().stream().anyMatch(text -> text.contains("${" + name)))
                .sorted()
                .toList();
        List<String> older = tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Running)
                .filter(member -> tick.launched(member) != Launched.WITH_THESE_OPTIONS)
                .map(Member::name)
                .toList();
        return secrets.isEmpty() || older.isEmpty()
                ? Optional.empty()
                : Optional.of("they name secrets of --secret-file (" + secrets + "), and of " + older.size()
                        + " collectors, " + older.get(0) + " the first of them, it is not known that they were launched"
                        + " with it; POST /v1/members/NAME/restart launches one anew");
    }

    /** Until others are wished, or the same ones by the API. */
    private static void tellWhatWasNotTaken(LogstashTick tick, GivenPipelines given) {
        LogstashSpec spec = tick.spec();
        Optional<Rollout> failed = spec.rollout()
                .filter(rollout -> rollout.stage() == Stage.REFUSED || rollout.stage() == Stage.ROLLED_BACK);
        List<String> names = given.texts().entrySet().stream()
                .filter(pipeline -> failed.filter(rollout -> isIn(rollout.pipelines(), pipeline))
                        .isPresent())
                .filter(pipeline -> !isIn(spec.pipelines(), pipeline))
                .map(Map.Entry::getKey)
                .toList();
        if (!names.isEmpty()) {
            tick.wait(
                    "pipelines-refused",
                    SUBJECT,
                    "what --pipeline gives for " + names + " does not run: "
                            + failed.orElseThrow().sentence()
                            + "; correct the text and start the scheduler again, or PUT it");
        }
    }

    private static boolean isIn(SortedMap<String, String> pipelines, Map.Entry<String, String> one) {
        return one.getValue().equals(pipelines.get(one.getKey()));
    }
}
