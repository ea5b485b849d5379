package org.mesoselk.executor.kibana.lifecycle;

import org.mesoselk.commons.kibana.KibanaTask;

/** Where an instance is reached without a reverse proxy. */
public final class PublicAddress {

    private PublicAddress() {}

    /** @return http(s)://host:port, with the base path only when Kibana takes it off itself: otherwise it is the proxy's */
    public static String of(KibanaTask task) {
        String host = task.host().contains(":") ? "[" + task.host() + "]" : task.host();
        String scheme = "true".equals(task.settings().get("server.ssl.enabled")) ? "https" : "http";
        String basePath = task.proxy().rewrite() ? task.proxy().basePath().orElse("") : "";
        return scheme + "://" + host + ":" + task.port() + basePath;
    }
}
