package org.mesoselk.executor.kibana.version;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.executor.kibana.distribution.Version;

/**
 * What kibana.yml is to bring about.
 *
 * @param hasXPack whether the build knows X-Pack's settings
 * @param data path.data
 * @param elasticsearch the URL that Kibana is pointed at; empty when the operator's settings say it
 */
public record Wanted(
        KibanaTask task, Version version, boolean hasXPack, Path data, Optional<String> elasticsearch, Login login) {}
