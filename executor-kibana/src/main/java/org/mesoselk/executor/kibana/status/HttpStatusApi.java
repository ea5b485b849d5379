package org.mesoselk.executor.kibana.status;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** GET /api/status, where Kibana listens itself. */
public final class HttpStatusApi implements StatusApi {

    /** Of an answer; the full one of a late 8.x has a hundred thousand. */
    private static final int MOST_BYTES = 4 << 20;

    private final URI status;
    private final String authorization;
    private final int timeoutMillis;

    /**
     * @param base http(s)://host:port, with the base path where Kibana takes that off
     * @param authorization header by which it is asked; empty for none
     */
    public HttpStatusApi(String base, String authorization, Duration timeout) {
        this.status = URI.create(base + "/api/status");
        this.authorization = authorization;
        this.timeoutMillis = (int) timeout.toMillis();
    }

    @Override
    public Look look() {
        try {
            HttpURLConnection connection = (HttpURLConnection) status.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(timeoutMillis);
            connection.setReadTimeout(timeoutMillis);
            connection.setInstanceFollowRedirects(false);
            if (connection instanceof HttpsURLConnection secure) {
                unverified(secure);
            } else if (!authorization.isEmpty()) {
                connection.setRequestProperty("Authorization", authorization);
            }
            int code = connection.getResponseCode();
            try (InputStream body = code >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                return StatusAnswer.read(code, body == null ? new byte[0] : body.readNBytes(MOST_BYTES));
            }
        } catch (IOException | GeneralSecurityException e) {
            return new Look.Silent(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /**
     * It is this executor's own child on this host's own address, whose certificate is for the name that people use. So
     * nobody is asked to show who he is, and no login is sent.
     */
    private static void unverified(HttpsURLConnection connection) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        connection.setSSLSocketFactory(context.getSocketFactory());
        connection.setHostnameVerifier((name, session) -> true);
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // See above.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // See above.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
