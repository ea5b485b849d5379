package org.mesoselk.executor.kibana.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;

/** What came of sending a request to one endpoint. */
sealed interface Attempt {

    record Answered(HttpResponse<InputStream> response) implements Attempt {}

    /** Nothing of the request has left this host. */
    record NotSent(Fault fault, IOException cause) implements Attempt {}

    /** The connection broke before an answer came: nobody knows whether the request was carried out. */
    record Broken(IOException cause) implements Attempt {}

    /** Why a connection could not be made. */
    enum Fault {
        CONNECT,
        TLS
    }
}
