package org.mesoselk.localmesos.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.Routes;

/** The style sheet and the script of all pages. */
final class Assets {

    private Assets() {}

    static void addTo(Routes routes) {
        routes.get("/ui/mesos.css", file("mesos.css", "text/css; charset=utf-8"));
        routes.get("/ui/mesos.js", file("mesos.js", "text/javascript; charset=utf-8"));
    }

    private static HttpHandler file(String name, String type) {
        byte[] content = read(name);
        return request -> HttpAnswer.bytes(200, type, content)
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks the file " + name + " of its pages");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
