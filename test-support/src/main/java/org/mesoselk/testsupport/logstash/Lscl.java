package org.mesoselk.testsupport.logstash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads as much of Logstash's configuration language as decides whether a text is well-formed, and which plugins it has. */
public final class Lscl {

    private final String text;
    private final List<Plugin> plugins = new ArrayList<>();
    private int at;

    /** @param type input, filter or output; @param settings as they are written */
    public record Plugin(String type, String name, Map<String, String> settings) {}

    /** With a message as Logstash words it. */
    public static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private Lscl(String text) {
        this.text = text;
    }

    public static List<Plugin> plugins(String text) {
        Lscl lscl = new Lscl(text);
        lscl.space();
        do {
            lscl.section();
            lscl.space();
        } while (lscl.at < text.length());
        return lscl.plugins;
    }

    private void section() {
        String type = word("input", "filter", "output");
        expect("{");
        body(type);
        expect("}");
    }

    private void body(String type) {
        for (space(); !peek("}"); space()) {
            if (peekWord("if")) {
                branch(type);
            } else {
                plugin(type);
            }
        }
    }

    private void branch(String type) {
        at += "if".length();
        condition();
        block(type);
        for (space(); peekWord("else"); space()) {
            at += "else".length();
            space();
            if (peekWord("if")) {
                at += "if".length();
                condition();
            }
            block(type);
        }
    }

    private void block(String type) {
        expect("{");
        body(type);
        expect("}");
    }

    /** Up to the brace of the block, with strings, selectors and brackets passed whole. */
    private void condition() {
        for (space(); !peek("{"); space()) {
            if (at >= text.length()) {
                throw malformed("\"{\"");
            }
            if (peek("\"") || peek("'")) {
                string();
            } else {
                at++;
            }
        }
    }

    private void plugin(String type) {
        String name = bare("\"if\", [A-Za-z0-9_-], \"}\"");
        Map<String, String> settings = new LinkedHashMap<>();
        expect("{");
        for (space(); !peek("}"); space()) {
            String key = peek("\"") || peek("'") ? string() : bare("\"}\"");
            expect("=>");
            settings.put(key, value());
        }
        expect("}");
        plugins.add(new Plugin(type, name, settings));
    }

    private String value() {
        space();
        int from = at;
        if (peek("\"") || peek("'")) {
            return string();
        }
        if (peek("[")) {
            at++;
            for (space(); !peek("]"); space()) {
                value();
                space();
                if (!peek("]")) {
                    expect(",");
                }
            }
            at++;
        } else if (peek("{")) {
            at++;
            for (space(); !peek("}"); space()) {
                value();
                expect("=>");
                value();
            }
            at++;
        } else {
            bare("[ \\t\\r\\n], \"#\", \"{\"");
            int end = at;
            space();
            if (peek("{")) {
                at = from;
                plugin("codec");
            } else {
                at = end;
            }
        }
        return text.substring(from, at);
    }

    private String string() {
        char quote = text.charAt(at);
        int from = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.startsWith("\\" + quote, at) ? 2 : 1;
        }
        if (at >= text.length()) {
            throw malformed("\"" + quote + "\"");
        }
        return text.substring(from, at++);
    }

    private String bare(String expected) {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (from == at) {
            throw malformed(expected);
        }
        return text.substring(from, at);
    }

    private String word(String... words) {
        for (String word : words) {
            if (peekWord(word)) {
                at += word.length();
                return word;
            }
        }
        throw malformed("\"input\", \"filter\", \"output\"");
    }

    private void expect(String token) {
        space();
        if (!peek(token)) {
            throw malformed("\"" + token + "\"");
        }
        at += token.length();
        space();
    }

    private boolean peek(String token) {
        return text.startsWith(token, at);
    }

    private boolean peekWord(String word) {
        return peek(word)
                && (at + word.length() == text.length() || !Character.isLetterOrDigit(text.charAt(at + word.length())));
    }

    private void space() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private Malformed malformed(String expected) {
        String before = text.substring(0, Math.min(at, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new Malformed("Expected one of [ \\t\\r\\n], \"#\", " + expected + " at line " + line + ", column "
                + column + " (byte " + (before.length() + 1) + ") after " + before);
    }
}
