package org.mesoselk.commons.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys out of PEM files, as the JDK reads them; what cannot be used is said in a sentence. */
public final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String CERTIFICATES = "certificates in PEM form (BEGIN CERTIFICATE)";
    private static final String KEY = "a private key in PEM form (BEGIN PRIVATE KEY)";
    private static final byte[] PROBE = "does the key fit the certificate?".getBytes(StandardCharsets.US_ASCII);

    private Pem() {}

    /**
     * The CAs of a file.
     *
     * @throws UnusableFileException when there is none, or it cannot be read
     */
    public static List<X509Certificate> authorities(Path path) throws UnusableFileException {
        return certificates(path, SecretFile.text(path, CERTIFICATES));
    }

    /**
     * A certificate, its chain and its key.
     *
     * @param now a certificate must hold then
     * @throws UnusableFileException when one cannot be used or they do not belong together
     */
    public static Identity identity(Path certificate, Path key, Instant now) throws UnusableFileException {
        List<X509Certificate> chain = certificates(certificate, SecretFile.text(certificate, CERTIFICATES));
        X509Certificate own = chain.get(0);
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw new UnusableFileException("the certificate in " + certificate + " has expired at "
                    + time(own.getNotAfter()) + ": put a new one there");
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw new UnusableFileException("the certificate in " + certificate + " holds only from "
                    + time(own.getNotBefore()) + " on: is the clock of this machine right?");
        }
        PrivateKey secret =
                key(key, SecretFile.text(key, KEY), own.getPublicKey().getAlgorithm());
        if (!fits(secret, own)) {
            throw new UnusableFileException("the key in " + key + " does not belong to the certificate in "
                    + certificate + ": they must have been made together");
        }
        return new Identity(chain, secret, SecretFile.warning(key));
    }

    private static String time(Date date) {
        return date.toInstant().toString();
    }

    private static List<X509Certificate> certificates(Path path, String text) throws UnusableFileException {
        if (text.isBlank()) {
            throw new UnusableFileException(path + " is empty: it must have " + CERTIFICATES + " in it");
        }
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                if (block.group(1).endsWith("CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(
                            new ByteArrayInputStream(block.group().getBytes(StandardCharsets.US_ASCII))));
                }
            }
        } catch (CertificateException damaged) {
            throw new UnusableFileException(
                    path + " has a certificate that cannot be read (" + damaged.getMessage() + "): copy it anew",
                    damaged);
        }
        if (found.isEmpty()) {
            throw new UnusableFileException(path + " does not have " + CERTIFICATES + " in it");
        }
        return List.copyOf(found);
    }

    private static PrivateKey key(Path path, String text, String algorithm) throws UnusableFileException {
        if (text.isBlank()) {
            throw new UnusableFileException(path + " is empty: it must have " + KEY + " in it");
        }
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.equals("PRIVATE KEY")) {
                return pkcs8(path, block.group(2), algorithm);
            }
            if (kind.endsWith("PRIVATE KEY")) {
                throw new UnusableFileException(path + " has its key as '" + kind + "', which is not read here: "
                        + "openssl pkcs8 -topk8 -nocrypt -in " + path + " -out NEW makes a file that is");
            }
        }
        throw new UnusableFileException(path + " does not have " + KEY + " in it");
    }

    private static PrivateKey pkcs8(Path path, String base64, String algorithm) throws UnusableFileException {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException damaged) {
            // The cause could show a piece of the key.
            throw new UnusableFileException(path + " has a key that cannot be read as " + algorithm
                    + ", as the certificate has it: copy it anew");
        }
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException other) {
            return false;
        }
    }
}
