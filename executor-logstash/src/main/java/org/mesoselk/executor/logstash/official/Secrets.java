package org.mesoselk.executor.logstash.official;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.mesoselk.commons.logstash.LogstashTask.Access;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.executor.logstash.official.render.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Environment variables out of files of this host. */
final class Secrets {

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private Secrets() {}

    /** @param files path by the variable's name */
    static Map<String, String> of(Map<String, String> files) throws UnusableFileException {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            values.put(file.getKey(), read(file.getValue(), "the value of " + file.getKey()));
        }
        return values;
    }

    /** What the forwarder would use, under the names that the default pipeline and own ones use. */
    static Map<String, String> of(Access access) throws UnusableFileException {
        Map<String, String> values = new HashMap<>();
        access.caFile().ifPresent(path -> values.put(Variables.CA, path));
        if (access.credentialsFile().isPresent()) {
            String text = read(access.credentialsFile().get(), "user:password for Elasticsearch");
            int colon = text.indexOf(':');
            values.put(Variables.USER, text.substring(0, Math.max(0, colon)));
            values.put(Variables.PASSWORD, text.substring(colon + 1));
        }
        if (access.apiKeyFile().isPresent()) {
            values.put(Variables.API_KEY, decoded(read(access.apiKeyFile().get(), "an API key of Elasticsearch")));
        }
        return values;
    }

    /** Elasticsearch shows a key encoded; Logstash wants {@code id:key} and encodes that itself. */
    private static String decoded(String key) {
        try {
            String plain = new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8);
            return plain.contains(":") ? plain : key;
        } catch (IllegalArgumentException isNotEncoded) {
            return key;
        }
    }

    private static String read(String path, String what) throws UnusableFileException {
        SecretFile file = new SecretFile(Path.of(path), what);
        file.warning().ifPresent(LOG::warn);
        return file.read();
    }
}
