package org.mesoselk.executor.kibana;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.executor.kibana.version.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads by what Kibana is known to Elasticsearch: out of files of this host, or out of the operator's settings. */
final class LoginFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFiles.class);

    private LoginFiles() {}

    /** What came of reading. */
    sealed interface Read {

        record Found(Login login) implements Read {}

        /** One sentence with the remedy. */
        record Unusable(String sentence) implements Read {}
    }

    static Read read(KibanaTask task) {
        Optional<Login> own = inSettings(task.settings());
        if (own.isPresent()) {
            return new Read.Found(own.get());
        }
        try {
            Optional<String> credentials = task.access().credentialsFile();
            if (credentials.isPresent()) {
                return password(credentials.get());
            }
            Optional<String> token = task.access().tokenFile();
            return new Read.Found(
                    token.isPresent()
                            ? new Login.Token(line(token.get(), "a service account token of Elasticsearch"))
                            : new Login.None());
        } catch (UnusableFileException e) {
            return new Read.Unusable("Kibana's login at Elasticsearch cannot be read: " + e.getMessage() + ".");
        }
    }

    private static Read password(String path) throws UnusableFileException {
        String text = line(path, "user:password for Elasticsearch");
        int colon = text.indexOf(':');
        return colon > 0
                ? new Read.Found(new Login.Password(text.substring(0, colon), text.substring(colon + 1)))
                : new Read.Unusable("Kibana's login at Elasticsearch cannot be read: " + path
                        + " has no colon, and must have user:password for Elasticsearch in it.");
    }

    private static String line(String path, String what) throws UnusableFileException {
        SecretFile file = new SecretFile(Path.of(path), what);
        file.warning().ifPresent(LOG::warn);
        return file.read();
    }

    private static Optional<Login> inSettings(Map<String, String> settings) {
        String token = settings.get("elasticsearch.serviceAccountToken");
        if (token != null) {
            return Optional.of(new Login.Token(token));
        }
        String user = settings.get("elasticsearch.username");
        String password = settings.get("elasticsearch.password");
        return user == null || password == null ? Optional.empty() : Optional.of(new Login.Password(user, password));
    }
}
