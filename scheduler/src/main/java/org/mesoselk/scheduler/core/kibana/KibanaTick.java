package org.mesoselk.scheduler.core.kibana;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.core.framework.Tick;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.View;

/** A tick of the Kibana framework. */
final class KibanaTick extends Tick {
    /** So long a member waits for an agent without another of its group: a REVIVE brings offers of all agents in less. */
    static final Duration SPREAD = Duration.ofSeconds(5);

    final KibanaSettings settings;
    /** Of the settings, once it is needed. */
    private String fingerprint = "";

    KibanaTick(View view) {
        super(view);
        settings = (KibanaSettings) view.settings();
    }

    KibanaSpec spec() {
        return KibanaSpec.of(records());
    }

    /** Those that leave included; by ordinal. */
    List<Member> of(String group) {
        return members().stream()
                .filter(member -> groupOf(member).equals(group))
                .toList();
    }

    List<Member> stayingOf(String group) {
        return of(group).stream().filter(member -> !member.leaving()).toList();
    }

    static String groupOf(Member member) {
        return member.nodeSet();
    }

    /** Mesos has said so in this subscription: what is recorded only may be long untrue. */
    boolean isReady(Member member) {
        return member.state() instanceof MemberState.Running running && running.healthy() && hasAnswered(member);
    }

    String fingerprint() {
        if (fingerprint.isEmpty()) {
            fingerprint = settings.fingerprint();
        }
        return fingerprint;
    }

    /** Somebody has asked for another task, or it was launched with other options; not, when that is not known. */
    boolean isOutdated(Member member) {
        Optional<String> task = member.task().map(TaskRef::id);
        return task.filter(spec().restarts()::contains).isPresent()
                || task.flatMap(this::launchedWith)
                        .filter(then -> !then.equals(fingerprint()))
                        .isPresent();
    }

    private Optional<String> launchedWith(String taskId) {
        return Optional.ofNullable(spec().launched().get(taskId))
                .or(() -> Optional.ofNullable(memory.kibana.reports.get(taskId)).map(KibanaReport::fingerprint));
    }

    /** What a launch cannot do without: where Elasticsearch is looked for, and the keys of the group. */
    boolean mayLaunch(String group) {
        return settings.groups().contains(group) && memory.kibana.keys.containsKey(group);
    }

    @Override
    public KibanaSettings settings() {
        return settings;
    }

    /** It has no data: should it live all the same, it is found to be one too many and is stopped. */
    @Override
    public boolean isSeenGone(Member member, Instant sure) {
        return true;
    }

    /** Nothing but Mesos sees a task. */
    @Override
    public boolean isMissed(Member member) {
        return false;
    }

    @Override
    public boolean isDataLocked() {
        return false;
    }

    @Override
    public Duration patience() {
        return SPREAD;
    }

    @Override
    public boolean seeksAgents() {
        return false;
    }

    /** What maintenance ends is launched elsewhere. */
    @Override
    public boolean letsGoOf(String agentId) {
        return true;
    }
}
