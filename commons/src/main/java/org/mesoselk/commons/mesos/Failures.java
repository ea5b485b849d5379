package org.mesoselk.commons.mesos;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Says in a clause why something over the network failed; the JDK's HTTP client often leaves the message empty. */
final class Failures {

    /** Of an SSLException: the connection ended when the handshake seemed to be done. */
    static final String HUNG_UP = "hung up after the handshake";

    private Failures() {}

    static String clause(Throwable failure) {
        if (failure instanceof Transport.NotConnectedException || failure instanceof Transport.NoAnswerException) {
            return String.valueOf(failure.getMessage());
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        }
        String message = root.getMessage();
        if (failure instanceof SSLException && HUNG_UP.equals(failure.getMessage())) {
            return "it hung up after the handshake; perhaps it wants a client certificate, or another one (" + message
                    + ")";
        }
        if (failure instanceof SSLException && message != null) {
            return tls(message);
        }
        if (failure instanceof ConnectException && (message == null || message.contains("refused"))) {
            return "connection refused";
        }
        return message == null ? root.getClass().getSimpleName() : message;
    }

    private static String tls(String message) {
        if (message.contains("unable to find valid certification path") || message.startsWith("Signature does not")) {
            return "its certificate is not signed by a CA that is trusted here (" + message + ")";
        }
        if (message.startsWith("NotAfter")) {
            return "its certificate has expired (" + message + ")";
        }
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return "its certificate is for another host (" + message + ")";
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "it does not speak TLS";
        }
        if (message.contains("terminated the handshake")) {
            return "it hung up in the midst of the handshake; does it speak TLS?";
        }
        if (message.contains("shut down incorrectly")) {
            return "it hung up; does it speak TLS?";
        }
        if (message.contains("certificate_required") || message.contains("bad_certificate")) {
            return "it wants a client certificate, or another one (" + message + ")";
        }
        return "TLS failed: " + message;
    }
}
