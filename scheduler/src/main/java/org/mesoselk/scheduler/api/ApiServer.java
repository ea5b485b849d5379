package org.mesoselk.scheduler.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The running REST API. */
public final class ApiServer implements AutoCloseable {
    private final ServletWebServerApplicationContext context;

    private ApiServer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** The port is taken; the message is a sentence. */
    public static final class PortTakenException extends Exception {
        PortTakenException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Plain HTTP. */
    public static ApiServer start(Class<?> framework, ApiContext scheduler, String host, int port)
            throws PortTakenException {
        return start(framework, scheduler, host, port, Optional.empty());
    }

    /** @param framework configuration of the controllers that only this framework has @param port 0 means any free one */
    public static ApiServer start(Class<?> framework, ApiContext scheduler, String host, int port, Optional<ApiTls> tls)
            throws PortTakenException {
        Map<String, Object> properties = new HashMap<>(Map.of("server.address", host, "server.port", port));
        tls.ifPresent(files -> {
            properties.put("server.ssl.certificate", files.certificate().toUri().toString());
            properties.put(
                    "server.ssl.certificate-private-key", files.key().toUri().toString());
        });
        try {
            return new ApiServer(
                    (ServletWebServerApplicationContext) new SpringApplicationBuilder(ApiApplication.class, framework)
                            .web(WebApplicationType.SERVLET)
                            .registerShutdownHook(false)
                            .properties(properties)
                            .initializers(context ->
                                    context.getBeanFactory().registerSingleton("schedulerApiContext", scheduler))
                            .run());
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof PortInUseException) {
                    throw new PortTakenException(
                            "port " + port + " of " + host
                                    + " is taken: end what listens there, or give another --api-port"
                                    + " (0 takes any free one)",
                            e);
                }
            }
            throw e;
        }
    }

    public int port() {
        return context.getWebServer().getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
