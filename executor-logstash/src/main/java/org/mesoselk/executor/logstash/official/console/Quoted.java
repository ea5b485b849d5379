package org.mesoselk.executor.logstash.official.console;

import java.util.Optional;

/** Values in the way in which Ruby prints a hash: {@code {:message=>"a \"b\"", :id=>:main}}. */
final class Quoted {

    private Quoted() {}

    /** The string behind {@code key}, e.g. {@code :message=>}, without its escapes. */
    static Optional<String> after(String text, String key) {
        int at = text.indexOf(key + "\"");
        if (at < 0) {
            return Optional.empty();
        }
        StringBuilder value = new StringBuilder();
        for (int i = at + key.length() + 1; i < text.length() && text.charAt(i) != '"'; i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                value.append(c);
                continue;
            }
            i++;
            switch (text.charAt(i)) {
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                default -> value.append(text.charAt(i));
            }
        }
        return Optional.of(value.toString());
    }
}
