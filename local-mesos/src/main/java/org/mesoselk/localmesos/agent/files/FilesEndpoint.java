package org.mesoselk.localmesos.agent.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /files/browse}, {@code read}, {@code download} and {@code debug}, answering as a real agent's. */
public final class FilesEndpoint {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Where the folders that can be looked into come from. */
    @FunctionalInterface
    public interface Roots {
        FileRoots get() throws InterruptedException;
    }

    private final Roots roots;

    public FilesEndpoint(Roots roots) {
        this.roots = roots;
    }

    public void addTo(Routes routes) {
        routes.get("/files/browse", this::browse);
        routes.get("/files/read", this::read);
        routes.get("/files/download", this::download);
        routes.get("/files/debug", this::debug);
    }

    /** The entries of a folder that a client names. */
    public List<FileEntry> list(String path) throws IOException, InterruptedException {
        Path found = find(path);
        if (!Files.isDirectory(found)) {
            return List.of();
        }
        return FileEntry.list(found, path);
    }

    /**
     * A piece of a file that a client names.
     *
     * @throws HttpError 404 or 400 when there is no such file to be read
     */
    public FilePiece read(String path, OptionalLong offset, OptionalLong length)
            throws IOException, InterruptedException {
        Path found = find(path);
        mustBeFile(found, path, "read");
        return FilePiece.read(found, offset, length);
    }

    private HttpAnswer browse(HttpRequest request) throws IOException, InterruptedException {
        ArrayNode listing = NODES.arrayNode();
        for (FileEntry entry : list(path(request))) {
            listing.addObject()
                    .put("gid", entry.gid())
                    .put("mode", entry.modeText())
                    .put("mtime", (double) entry.mtime())
                    .put("nlink", entry.nlink())
                    .put("path", entry.path())
                    .put("size", entry.size())
                    .put("uid", entry.uid());
        }
        return json(request, listing);
    }

    private HttpAnswer read(HttpRequest request) throws IOException, InterruptedException {
        String path = path(request);
        FilePiece piece = read(path, number(request, "offset"), number(request, "length"));
        ObjectNode answer = NODES.objectNode()
                .put("data", new String(piece.data().content(), StandardCharsets.UTF_8))
                .put("offset", piece.offset());
        return json(request, answer);
    }

    private HttpAnswer download(HttpRequest request) throws IOException, InterruptedException {
        Path found = find(path(request));
        mustBeFile(found, path(request), "download");
        return HttpAnswer.file("application/octet-stream", found)
                .with("Content-Disposition", "attachment; filename=" + found.getFileName());
    }

    /** To open a pipe would wait for whoever writes into it. */
    private static void mustBeFile(Path found, String path, String doing) {
        if (Files.isDirectory(found)) {
            throw new HttpError(400, "Cannot " + doing + " a directory.\n");
        } else if (!Files.isRegularFile(found)) {
            throw new HttpError(400, "Cannot " + doing + " '" + path + "': it is no regular file.\n");
        }
    }

    private HttpAnswer debug(HttpRequest request) throws InterruptedException {
        ObjectNode answer = NODES.objectNode();
        new TreeMap<>(roots.get().folders()).forEach((name, folder) -> answer.put(name, folder.toString()));
        return json(request, answer);
    }

    private static String path(HttpRequest request) {
        return request.parameter("path")
                .filter(path -> !path.isEmpty())
                .orElseThrow(() -> new HttpError(400, "Expecting 'path=value' in query.\n"));
    }

    private Path find(String path) throws IOException, InterruptedException {
        FileRoots.Resolved resolved = roots.get().resolve(path);
        if (resolved instanceof FileRoots.Found found) {
            return found.path();
        }
        throw resolved instanceof FileRoots.Missing
                ? new HttpError(404, "")
                : new HttpError(400, "'" + path + "' is inaccessible.\n");
    }

    private static OptionalLong number(HttpRequest request, String name) {
        String text = request.parameter(name).orElse("-1");
        try {
            long number = Long.parseLong(text);
            if (number < -1) {
                throw new HttpError(400, "Negative " + name + " provided: " + number + ".\n");
            }
            return number == -1 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            throw new HttpError(400, "Failed to parse " + name + ": Failed to convert '" + text + "' to number.\n");
        }
    }

    private static HttpAnswer json(HttpRequest request, JsonNode answer) {
        String json = ProtoJson.print(answer);
        return request.parameter("jsonp")
                .<HttpAnswer>map(callback -> HttpAnswer.bytes(
                        200, "text/javascript", (callback + "(" + json + ")").getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> HttpAnswer.json(json));
    }
}
