package org.mesoselk.localmesos.ui;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mesoselk.localmesos.http.HttpAnswer;

/** What all pages of a master, or of an agent, have around them. */
record Frame(String name, List<Tab> tabs) {

    record Tab(String label, String href) {}

    /** Nothing but this page's own files is loaded or asked, whatever a mistake in a page would let in. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** How a page is kept fresh: not at all, as a whole, or by reading on in the file that it shows. */
    enum Fresh {
        STILL,
        RENEWED,
        FOLLOWED
    }

    HttpAnswer page(int status, String title, Fresh fresh, Html body) {
        Html page = Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{}</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/ui/mesos.css">
                <script defer src="/ui/mesos.js"></script>
                {}</head>
                <body>
                <header><a class="name" href="/">{}</a><nav>{}</nav><output id="lost"></output></header>
                <main{}>
                {}</main>
                </body>
                </html>
                """,
                title,
                withoutScript(fresh),
                name,
                Html.join(tabs.stream().map(Frame::tab).toList()),
                mark(fresh),
                body);
        return HttpAnswer.bytes(
                        status, "text/html; charset=utf-8", page.markup().getBytes(StandardCharsets.UTF_8))
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }

    HttpAnswer problem(int status, String title, String sentence) {
        return page(status, title, Fresh.STILL, Html.of("<h1>{}</h1>\n<p>{}</p>\n", title, sentence));
    }

    private static Html withoutScript(Fresh fresh) {
        return fresh == Fresh.FOLLOWED
                ? Html.of("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n")
                : Html.NOTHING;
    }

    private static Html mark(Fresh fresh) {
        return fresh == Fresh.RENEWED ? Html.of(" data-renewed") : Html.NOTHING;
    }

    private static Html tab(Tab tab) {
        return Html.of("<a href=\"{}\">{}</a>", tab.href(), tab.label());
    }
}
