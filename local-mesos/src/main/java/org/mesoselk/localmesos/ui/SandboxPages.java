package org.mesoselk.localmesos.ui;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.localmesos.agent.files.FileEntry;
import org.mesoselk.localmesos.agent.files.FilesEndpoint;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.ui.Frame.Fresh;

/** Looks into a sandbox: its folders, and its files from any place on, or as they grow. */
final class SandboxPages {

    /** What one page shows of a file, and one read gives. */
    private static final long PAGE = 64L << 10;

    private static final int MOST_ENTRIES = 2000;

    private static final Pattern RUN = Pattern.compile("(.*?/frameworks/[^/]+/executors/[^/]+/runs/[^/]+)(/.*)?");

    private final Frame frame;
    private final FilesEndpoint files;
    private final InstantSource clock;

    SandboxPages(Frame frame, FilesEndpoint files, InstantSource clock) {
        this.frame = frame;
        this.files = files;
        this.clock = clock;
    }

    HttpAnswer browse(HttpRequest request) throws IOException, InterruptedException {
        String path = path(request);
        List<FileEntry> entries = explained(path, () -> files.list(path));
        if (entries.isEmpty() && isFile(path)) {
            return HttpAnswer.empty(307).with("Location", Link.to("/ui/file", "path", path));
        }
        Instant now = clock.instant();
        Table table = new Table("Name", "Size", "Modified", "Mode", "Links", "User", "Group", "");
        for (FileEntry entry : entries.subList(0, Math.min(MOST_ENTRIES, entries.size()))) {
            boolean folder = entry.modeText().startsWith("d");
            String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
            table.row(
                    Html.of(
                            "<a href=\"{}\">{}{}</a>",
                            Link.to(folder ? "/ui/browse" : "/ui/file", "path", entry.path()),
                            name,
                            folder ? "/" : ""),
                    folder ? "\u2013" : bytes(entry.size()),
                    Times.ago(Instant.ofEpochSecond(entry.mtime()), now),
                    Html.of("<code>{}</code>", entry.modeText()),
                    entry.nlink(),
                    entry.uid(),
                    entry.gid(),
                    folder
                            ? Html.NOTHING
                            : Html.of("<a href=\"{}\">Download</a>", Link.to("/files/download", "path", entry.path())));
        }
        Html more = entries.size() > MOST_ENTRIES
                ? Html.of("<p>{} more are not shown.</p>\n", entries.size() - MOST_ENTRIES)
                : Html.NOTHING;
        return frame.page(
                200,
                "Sandbox",
                Fresh.RENEWED,
                Html.of("<h1>Sandbox</h1>\n{}{}{}", trail(path), table.html("This folder is empty."), more));
    }

    HttpAnswer file(HttpRequest request) throws IOException, InterruptedException {
        String path = path(request);
        OptionalLong wanted = offset(request);
        FileText text = explained(path, () -> {
            long size =
                    files.read(path, OptionalLong.empty(), OptionalLong.empty()).size();
            long from = wanted.orElse(Math.max(0, size - PAGE));
            return FileText.of(files.read(path, OptionalLong.of(from), OptionalLong.of(PAGE)));
        });
        Html log = wanted.isPresent()
                ? Html.of("<pre id=\"log\">\n{}</pre>\n", text.text())
                : Html.of(
                        "<pre id=\"log\" data-follow=\"{}\" data-end=\"{}\">\n{}</pre>\n",
                        Link.to("/files/read", "path", path),
                        text.end(),
                        text.text());
        return frame.page(
                200,
                path.substring(path.lastIndexOf('/') + 1),
                wanted.isPresent() ? Fresh.STILL : Fresh.FOLLOWED,
                Html.of("{}{}{}", trail(path), around(path, text, wanted.isPresent()), log));
    }

    /** Where one can go from here in a file. */
    private static Html around(String path, FileText text, boolean still) {
        List<Html> links = new ArrayList<>();
        if (text.begin() > 0) {
            links.add(Html.of("<a href=\"{}\">Beginning</a> ", at(path, 0)));
            links.add(Html.of("<a href=\"{}\">Earlier</a> ", at(path, Math.max(0, text.begin() - PAGE))));
        }
        if (still && text.end() < text.size()) {
            links.add(Html.of("<a href=\"{}\">Later</a> ", at(path, text.end())));
        }
        if (still) {
            links.add(Html.of("<a href=\"{}\">End</a> ", Link.to("/ui/file", "path", path)));
        }
        links.add(Html.of("<a href=\"{}\">Download</a> ", Link.to("/files/download", "path", path)));
        return Html.of(
                "<p class=\"pager\">Bytes {} to {} of <span id=\"size\">{}</span> {}"
                        + "<label id=\"follow\" hidden><input type=\"checkbox\" checked> Follow</label></p>\n",
                text.begin(),
                text.end(),
                text.size(),
                Html.join(links));
    }

    private static String at(String path, long offset) {
        return Link.to("/ui/file", "path", path, "offset", Long.toString(offset));
    }

    /** Each folder from the sandbox down to where one is. */
    private static Html trail(String path) {
        Matcher run = RUN.matcher(path);
        if (!run.matches()) {
            return Html.of("<p class=\"trail\">{}</p>\n", path);
        }
        List<Html> steps = new ArrayList<>();
        StringBuilder so = new StringBuilder(run.group(1));
        steps.add(Html.of("<a href=\"{}\">Sandbox</a>", Link.to("/ui/browse", "path", so.toString())));
        String[] names = run.group(2) == null ? new String[0] : run.group(2).split("/");
        for (int i = 0; i < names.length; i++) {
            if (!names[i].isEmpty()) {
                so.append('/').append(names[i]);
                steps.add(
                        i < names.length - 1
                                ? Html.of(
                                        " / <a href=\"{}\">{}</a>",
                                        Link.to("/ui/browse", "path", so.toString()),
                                        names[i])
                                : Html.of(" / {}", names[i]));
            }
        }
        return Html.of("<p class=\"trail\">{}<br><small>{}</small></p>\n", Html.join(steps), path);
    }

    private boolean isFile(String path) throws IOException, InterruptedException {
        try {
            files.read(path, OptionalLong.empty(), OptionalLong.empty());
            return true;
        } catch (HttpError e) {
            return false;
        }
    }

    private interface Look<T> {
        T take() throws IOException, InterruptedException;
    }

    /** The endpoint's own sentences are those of a real agent: short, and for programs. */
    private static <T> T explained(String path, Look<T> look) throws IOException, InterruptedException {
        try {
            return look.take();
        } catch (HttpError e) {
            throw e.status() == 404
                    ? new HttpError(
                            404,
                            "There is no '" + path + "' in any sandbox of this agent. Old sandboxes are removed after"
                                    + " some time.")
                    : new HttpError(e.status(), e.getMessage().strip());
        } catch (java.nio.file.AccessDeniedException e) {
            throw new HttpError(403, "The agent may not read '" + path + "'.");
        }
    }

    private static String path(HttpRequest request) {
        return request.parameter("path")
                .filter(path -> !path.isEmpty())
                .orElseThrow(() -> new HttpError(400, "The address lacks '?path=' and the path of a file or folder."));
    }

    private static OptionalLong offset(HttpRequest request) {
        String text = request.parameter("offset").orElse("");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("\\d{1,18}")) {
            throw new HttpError(400, "The offset '" + text + "' is not a number of bytes.");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static String bytes(long size) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double value = size;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return Amounts.number(Math.round(value * 10) / 10.0) + " " + units[unit];
    }
}
