package org.mesoselk.executor.logstash.official;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchTarget;
import org.mesoselk.executor.logstash.official.distribution.LogstashHome;

/**
 * All that is known of a Logstash before its first process.
 *
 * @param task whose logstash is {@code official}
 * @param byDefault the default pipeline, with endpoints still as a variable
 * @param environment of its processes, secrets among it
 * @param target where the default pipeline delivers to
 * @param setpriv changes the user; empty means that this executor's own user is to run it
 */
public record PreparedLogstash(
        LogstashTask task,
        OfficialLogstash official,
        LogstashHome home,
        LogstashDirs dirs,
        String byDefault,
        Map<String, String> environment,
        ElasticsearchTarget target,
        Optional<Setpriv> setpriv,
        Credentials credentials,
        Path sandbox) {

    /** Without the environment, which has secrets in it. */
    @Override
    public String toString() {
        return "Logstash " + home.version().orElse("of unknown version") + " in " + home.directory();
    }
}
