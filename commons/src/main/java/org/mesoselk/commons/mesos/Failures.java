package org.mesoselk.commons.mesos;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Says in a clause why something over the network failed; the JDK's HTTP client often leaves the message empty. */
final class Failures {

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
        if (failure instanceof ConnectException && (message == null || message.contains("refused"))) {
            return "connection refused";
        }
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
