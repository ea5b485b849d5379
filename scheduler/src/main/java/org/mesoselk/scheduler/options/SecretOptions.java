package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.security.Identity;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.UnusableFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Options that name files with secrets, certificates and keys. What cannot be used is a fault, never shown. */
final class SecretOptions {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private SecretOptions() {}

    static Optional<Path> file(Values values, String flag) {
        return values.text(flag).map(Path::of);
    }

    /** A file whose secret could be read just now. */
    static Optional<SecretFile> secret(Values values, String flag, String what) {
        return file(values, flag).map(path -> {
            SecretFile secret = new SecretFile(path, what);
            try {
                secret.read();
                secret.warning().ifPresent(warning -> LOG.warn("{}: {}", flag, warning));
            } catch (UnusableFileException e) {
                values.fault(flag + ": " + e.getMessage());
            }
            return secret;
        });
    }

    /** The CAs of the file; empty when none is named. */
    static List<X509Certificate> authorities(Values values, String flag) {
        Optional<Path> file = file(values, flag);
        try {
            return file.isPresent() ? Pem.authorities(file.get()) : List.of();
        } catch (UnusableFileException e) {
            values.fault(flag + ": " + e.getMessage());
            return List.of();
        }
    }

    /** Certificate and key, when they are named. */
    static Optional<Identity> identity(Values values, String certificateFlag, String keyFlag) {
        Optional<Path> certificate = file(values, certificateFlag);
        Optional<Path> key = file(values, keyFlag);
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            values.fault(certificateFlag + " and " + keyFlag + " belong together: give both or none");
            return Optional.empty();
        }
        try {
            Identity identity = Pem.identity(certificate.get(), key.get(), Instant.now());
            identity.warning().ifPresent(warning -> LOG.warn("{}: {}", keyFlag, warning));
            return Optional.of(identity);
        } catch (UnusableFileException e) {
            values.fault(certificateFlag + ", " + keyFlag + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** {@code on} or {@code off}; empty when nothing is said. */
    static Optional<Boolean> toggle(Values values, String flag) {
        return values.one(flag).map(given -> {
            if (!given.value().equals("on") && !given.value().equals("off")) {
                values.fault(given.origin() + ": must be on or off");
            }
            return given.value().equals("on");
        });
    }
}
