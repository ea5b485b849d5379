package org.mesoselk.executor.kibana.version;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.kibana.KibanaTask.Proxy;

/** What lines have in common, to be put together by each. */
final class Common {

    static final String BASE_PATH = "server.basePath";
    static final String REWRITE = "server.rewriteBasePath";
    static final String PUBLIC_URL = "server.publicBaseUrl";
    static final String URL = "elasticsearch.url";
    static final String HOSTS = "elasticsearch.hosts";

    private Common() {}

    /** Known to all: who it is. */
    static Map<String, SettingValue> named(Wanted wanted) {
        Map<String, SettingValue> settings = new LinkedHashMap<>();
        settings.put("server.name", SettingValue.of(wanted.task().name()));
        wanted.task().proxy().basePath().ifPresent(path -> settings.put(BASE_PATH, SettingValue.of(path)));
        return settings;
    }

    static void rewrite(Wanted wanted, Map<String, SettingValue> settings) {
        Proxy proxy = wanted.task().proxy();
        if (proxy.basePath().isPresent()) {
            settings.put(REWRITE, SettingValue.of(proxy.rewrite()));
        }
    }

    static void publicUrl(Wanted wanted, Map<String, SettingValue> settings) {
        wanted.task().proxy().publicUrl().ifPresent(url -> settings.put(PUBLIC_URL, SettingValue.of(url)));
    }

    /** Up to 6.5. */
    static void url(Wanted wanted, Map<String, SettingValue> settings) {
        wanted.elasticsearch().ifPresent(url -> settings.put(URL, SettingValue.of(url)));
    }

    /** From 6.6 on. */
    static void hosts(Wanted wanted, Map<String, SettingValue> settings) {
        wanted.elasticsearch().ifPresent(url -> settings.put(HOSTS, new SettingValue.Texts(List.of(url))));
    }

    static void password(Wanted wanted, Map<String, SettingValue> settings) {
        if (wanted.login() instanceof Login.Password login) {
            settings.put("elasticsearch.username", SettingValue.of(login.user()));
            settings.put("elasticsearch.password", SettingValue.of(login.password()));
        }
    }

    /** The same keys for all instances of a group, or a login at one would be none at another. */
    static void keys(Wanted wanted, Map<String, SettingValue> settings, List<String> plugins) {
        if (wanted.hasXPack() && wanted.task().keys().isPresent()) {
            for (String plugin : plugins) {
                String setting = "xpack." + plugin + ".encryptionKey";
                boolean isOff = "false".equals(wanted.task().settings().get("xpack." + plugin + ".enabled"));
                if (!isOff) {
                    settings.put(
                            setting, SettingValue.of(wanted.task().keys().get().key(setting)));
                }
            }
        }
    }

    /** Nothing is told to anybody outside unless the operator says so. */
    static void telemetry(Wanted wanted, Map<String, SettingValue> settings) {
        if (wanted.task().settings().keySet().stream().noneMatch(name -> name.startsWith("telemetry."))) {
            settings.put("telemetry.optIn", SettingValue.of(false));
        }
    }

    /** By the pattern of Kibana's own schema. */
    static List<String> basePathFaults(Wanted wanted) {
        List<String> faults = new ArrayList<>();
        Proxy proxy = wanted.task().proxy();
        proxy.basePath()
                .filter(path -> !path.matches("/.*[^/]"))
                .ifPresent(path -> faults.add(
                        "The base path '" + path + "' must begin with a slash and not end with one, as in /kibana."));
        if (proxy.rewrite() && proxy.basePath().isEmpty()) {
            faults.add("Kibana is to take the base path off requests, and no base path is given; give one, as in"
                    + " /kibana.");
        }
        return faults;
    }

    static List<String> rewriteFaults(Wanted wanted) {
        return wanted.task().proxy().rewrite()
                ? List.of("Kibana " + wanted.version() + " cannot take the base path off requests"
                        + " (server.rewriteBasePath is known from 6.3 on); have the reverse proxy do it, or give a newer"
                        + " Kibana.")
                : List.of();
    }

    static List<String> tokenFaults(Wanted wanted) {
        return wanted.login() instanceof Login.Token
                ? List.of("Kibana " + wanted.version() + " knows no service account tokens, which begin with 8.0; give"
                        + " it a file with user:password instead.")
                : List.of();
    }

    /** Kibana refuses a public URL whose path is not the base path. */
    static List<String> publicUrlFaults(Wanted wanted) {
        Proxy proxy = wanted.task().proxy();
        if (proxy.publicUrl().isEmpty()) {
            return List.of();
        }
        String given = proxy.publicUrl().get();
        try {
            URI url = URI.create(given);
            String path = url.getRawPath() == null || url.getRawPath().equals("/") ? "" : url.getRawPath();
            if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    || url.getHost() == null
                    || url.getRawQuery() != null
                    || url.getRawUserInfo() != null) {
                return List.of(publicUrlShape(given));
            }
            return path.equals(proxy.basePath().orElse(""))
                    ? List.of()
                    : List.of("The public URL '" + given + "' must end with the base path '"
                            + proxy.basePath().orElse("") + "', which Kibana compares with it.");
        } catch (IllegalArgumentException notAUrl) {
            return List.of(publicUrlShape(given));
        }
    }

    private static String publicUrlShape(String given) {
        return "The public URL '" + given + "' must be http(s)://HOST[:PORT][BASE PATH] and no more.";
    }

    @SafeVarargs
    static List<String> all(List<String>... faults) {
        return List.of(faults).stream().flatMap(List::stream).toList();
    }
}
