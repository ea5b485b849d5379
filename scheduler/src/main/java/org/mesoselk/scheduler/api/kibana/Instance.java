package org.mesoselk.scheduler.api.kibana;

import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.runtime.Published;

/** One member as it was published last, with what its executor has said. */
record Instance(Member member, Published published, KibanaSettings settings) {
    private static final String TLS = "server.ssl.enabled";
    private static final String EVERYWHERE = "0.0.0.0";

    static List<Instance> all(Published published, Settings settings) {
        return published.records().members().values().stream()
                .map(member -> new Instance(member, published, (KibanaSettings) settings))
                .toList();
    }

    String group() {
        return member.nodeSet();
    }

    /** As Mesos said last; not, when it has not spoken of its task in this subscription. */
    boolean isReady() {
        return member.state() instanceof MemberState.Running running
                && running.healthy()
                && !published.memory().unreconciled().containsKey(running.task().id());
    }

    Optional<KibanaReport> report() {
        return member.task().map(task -> published.memory().kibana().reports().get(task.id()));
    }

    /** Where a browser reaches it without a reverse proxy; empty without a task. */
    Optional<String> url() {
        return member.task().map(task -> report().map(KibanaReport::url).orElse(address(task)));
    }

    /** As its executor would say it, which may not have spoken to this scheduler yet. */
    private String address(TaskRef task) {
        String scheme = "true".equals(settings.task().settings().get(TLS)) ? "https" : "http";
        String told = settings.task().host();
        String host = told.isEmpty() || told.equals(EVERYWHERE) ? task.agent().ip() : told;
        String path = settings.task().proxy().rewrite()
                ? settings.task().proxy().basePath().orElse("")
                : "";
        return scheme + "://" + host + ":" + task.httpPort() + path;
    }

    /** Whether it was launched with other options than this scheduler's; empty while that is not known. */
    Optional<Boolean> outdated() {
        return member.task()
                .flatMap(task -> Optional.ofNullable(
                                KibanaSpec.of(published.records()).launched().get(task.id()))
                        .or(() -> report().map(KibanaReport::fingerprint)))
                .map(then -> !then.equals(settings.fingerprint()));
    }
}
