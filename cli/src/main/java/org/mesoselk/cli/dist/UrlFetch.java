package org.mesoselk.cli.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mesoselk.cli.progress.Progress;

/** From an http, https or file URL. */
record UrlFetch(URI url) implements Fetch {

    @Override
    public Path into(Path directory, Progress.Step step) throws IOException, InterruptedException {
        String path = url.getPath();
        Path target = directory.resolve(path.substring(path.lastIndexOf('/') + 1));
        if ("file".equalsIgnoreCase(url.getScheme())) {
            Path file = Path.of(path);
            try (InputStream in = Files.newInputStream(file)) {
                copy(in, Files.size(file), target, step);
            }
            return target;
        }
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(url + " answered with status " + response.statusCode());
            }
            copy(in, response.headers().firstValueAsLong("Content-Length").orElse(0), target, step);
        }
        return target;
    }

    private static void copy(InputStream in, long total, Path target, Progress.Step step) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                step.at(done, total, (done >> 20) + " MiB");
            }
        }
        if (total > 0 && done != total) {
            throw new IOException("only " + done + " of " + total + " bytes came");
        }
    }
}
