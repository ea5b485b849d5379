package org.mesoselk.commons.security;

/** A file with a secret, a certificate or a key cannot be used; the message is one sentence with the file and the remedy. */
public final class UnusableFileException extends Exception {
    UnusableFileException(String sentence) {
        super(sentence);
    }

    UnusableFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
