package org.mesoselk.localmesos.ui;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A piece of HTML. A template is a constant of the source, which the compiler checks; whatever is put into one is
 * escaped unless it is such a piece itself, so what tasks and frameworks call themselves stays text.
 */
final class Html {

    static final Html NOTHING = new Html("");

    private static final String PLACE = "{}";

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Puts {@code values} into the places {@code {}} of a template; an attribute's place stands in double quotes. */
    static Html of(@CompileTimeConstant final String template, Object... values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int place = template.indexOf(PLACE, from);
            if (place < 0) {
                throw new IllegalArgumentException("more values than places: " + template);
            }
            filled.append(template, from, place);
            filled.append(value instanceof Html piece ? piece.markup : escape(value.toString()));
            from = place + PLACE.length();
        }
        if (template.indexOf(PLACE, from) >= 0) {
            throw new IllegalArgumentException("more places than values: " + template);
        }
        return new Html(filled.append(template, from, template.length()).toString());
    }

    static Html text(Object value) {
        return of("{}", value);
    }

    static Html join(Collection<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining()));
    }

    /** Control characters, which HTML may not contain, become their pictures. */
    private static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t', '\r' -> safe.append(c);
                case '\u007f' -> safe.append('\u2421');
                default -> safe.append(c < ' ' ? (char) ('\u2400' + c) : c);
            }
        }
        return safe.toString();
    }

    String markup() {
        return markup;
    }
}
