package org.mesoselk.cli.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.mesoselk.cli.Failure;

/** The builds that a user can ask for. */
public final class Distributions {

    private static final String FRAGMENT = "sha512=";

    private Distributions() {}

    /** The pinned default, through the user's own Maven. */
    public static Distribution standard() {
        return pinned("elasticsearch.properties");
    }

    /** The pinned build of the 5.x line, for a Kibana of that line; through the user's own Maven. */
    public static Distribution line5() {
        return pinned("elasticsearch5.properties");
    }

    /** The only Kibana that a registry has: of the 5.x line, through the user's own npm. */
    public static Distribution kibana5() {
        NpmRecipe recipe = NpmRecipe.pinned(properties("kibana5.properties"));
        return new Distribution(
                "kibana-" + recipe.version(),
                Product.KIBANA,
                recipe.kibana().name() + " (npm)",
                new KibanaFromNpm(recipe, new Npm("npm")));
    }

    private static Properties properties(String name) {
        Properties pinned = new Properties();
        try (InputStream file = Distributions.class.getResourceAsStream(name)) {
            pinned.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pinned;
    }

    private static Distribution pinned(String name) {
        Properties pinned = properties(name);
        String artifact = pinned.getProperty("artifact");
        return Distribution.archive(
                "elasticsearch-" + pinned.getProperty("version"),
                Product.ELASTICSEARCH,
                artifact + " (Maven)",
                Optional.of(pinned.getProperty("sha512")),
                new MavenFetch("mvn", artifact));
    }

    /** @param url http, https or file URL of a .tar.gz or .zip, with {@code #sha512=HEX} to have it verified */
    public static Distribution url(Product product, String url) {
        URI uri = parse(product, url);
        String path = uri.getPath();
        if (!Unpack.knows(path)) {
            throw Failure.usage(product.urlOption() + " " + url + " names neither a .tar.gz nor a .zip");
        }
        String bare = url.contains("#") ? url.substring(0, url.indexOf('#')) : url;
        String key = Sha512.hex(bare.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        String file = path.substring(path.lastIndexOf('/') + 1).replaceAll("(\\.tar\\.gz|\\.tgz|\\.zip)$", "");
        return Distribution.archive(
                file + "-" + key, product, bare, sum(product, url, uri), new UrlFetch(URI.create(bare)));
    }

    private static URI parse(Product product, String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(product.urlOption() + " " + url + " is no URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean remote = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        if (!remote && !(scheme.equals("file") && uri.getPath() != null)) {
            throw Failure.usage(product.urlOption() + " " + url + " must begin with http://, https:// or file:///");
        }
        return uri;
    }

    private static Optional<String> sum(Product product, String url, URI uri) {
        if (uri.getFragment() == null) {
            return Optional.empty();
        }
        String hex = uri.getFragment().toLowerCase(Locale.ROOT).replaceFirst("^" + FRAGMENT, "");
        if (!hex.matches("[0-9a-f]{128}") || new BigInteger(hex, 16).signum() == 0) {
            throw Failure.usage(
                    product.urlOption() + " " + url + " must end in #sha512= and 128 hex digits, or have no #");
        }
        return Optional.of(hex);
    }
}
