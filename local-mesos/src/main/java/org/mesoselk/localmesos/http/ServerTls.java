package org.mesoselk.localmesos.http;

import java.io.IOException;
import java.net.ServerSocket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * TLS for a server.
 *
 * @param wantsClients whether clients must show a certificate that the context trusts
 */
public record ServerTls(SSLContext context, boolean wantsClients) {

    ServerSocket socket() throws IOException {
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        socket.setNeedClientAuth(wantsClients);
        return socket;
    }
}
