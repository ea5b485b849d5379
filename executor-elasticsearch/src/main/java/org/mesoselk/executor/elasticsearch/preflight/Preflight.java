package org.mesoselk.executor.elasticsearch.preflight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.process.UserChoice;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.version.VersionLine;

/** Looks at everything that would keep Elasticsearch from starting, before anything is written or started. */
public final class Preflight {

    private final Host host;
    private final Path sandbox;
    private final Path ownJava;

    /** @param ownJava the JDK that this executor runs on */
    public Preflight(Host host, Path sandbox, Path ownJava) {
        this.host = host;
        this.sandbox = sandbox;
        this.ownJava = ownJava;
    }

    public Verdict check(ElasticsearchTask task, Home home, VersionLine line) {
        Path data = task.dataDir().map(Path::of).orElse(sandbox);
        if (!data.isAbsolute() || data.toString().contains(",")) {
            return new Verdict.Unfit(List.of(Fault.lasting("The data directory '" + data
                    + "' must be an absolute path without a comma, which Elasticsearch takes for a list of paths.")));
        }
        Path anchor = nearestExisting(data);
        List<Fault> faults = new ArrayList<>();
        faults.addAll(AddressChecks.check(task, host));
        faults.addAll(LimitChecks.check(task, host));
        faults.addAll(DiskChecks.check(anchor, sandbox, host));
        if (!host.canWrite(anchor)) {
            faults.add(Fault.lasting("The user " + host.self() + " cannot write to " + anchor
                    + ", where the data of " + task.nodeName()
                    + " is to be; make it writable for this user, or give the"
                    + " member another data directory."));
        }
        host.firstUnreadable(home.config())
                .ifPresent(path -> faults.add(Fault.lasting("The user " + host.self() + " cannot read " + path
                        + " of the distribution, a copy of which the node needs; run 'chmod -R a+rX " + home.config()
                        + "', or unpack the distribution as this user.")));
        List<Path> needed = new ArrayList<>(List.of(sandbox, anchor, home.launcher()));
        JavaChoice java = JavaChoice.choose(task, home, line, ownJava, host);
        if (java instanceof JavaChoice.None none) {
            faults.add(none.fault());
        } else if (java instanceof JavaChoice.Chosen chosen) {
            needed.add(chosen.javaHome().resolve("bin/java"));
        }
        UserChoice user = UserChoice.choose(
                new UserChoice.Program("Elasticsearch", "the node", "elasticsearch", task.runAs(), false),
                sandbox,
                needed,
                host);
        if (user instanceof UserChoice.None none) {
            faults.add(Fault.lasting(none.sentence()));
        }
        if (faults.isEmpty()
                && java instanceof JavaChoice.Chosen chosenJava
                && user instanceof UserChoice.Chosen chosenUser) {
            return new Verdict.Fit(chosenUser.credentials(), chosenJava.javaHome(), chosenUser.notes());
        }
        return new Verdict.Unfit(faults);
    }

    private static Path nearestExisting(Path path) {
        Path step = path.normalize();
        while (!Files.exists(step) && step.getParent() != null) {
            step = step.getParent();
        }
        return step;
    }
}
