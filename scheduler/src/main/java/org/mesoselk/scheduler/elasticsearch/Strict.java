package org.mesoselk.scheduler.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a tree in which everything that is asked for must be there and be of the right kind. */
record Strict(JsonNode node, String path) {

    /** What is missing or wrong, and where. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }

    static Strict of(JsonNode node, String name) {
        return new Strict(node, name);
    }

    Strict object(String name) {
        Strict child = child(name);
        if (!child.node.isObject()) {
            throw child.wrong("an object");
        }
        return child;
    }

    boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    Strict child(String name) {
        JsonNode child = node.get(name);
        if (child == null) {
            throw new Unreadable(path + " has no " + name);
        }
        return new Strict(child, path + "." + name);
    }

    String text(String name) {
        return child(name).text();
    }

    String text() {
        if (!node.isString() || node.asString().isEmpty()) {
            throw wrong("a text");
        }
        return node.asString();
    }

    int integer(String name) {
        long number = whole(name);
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw child(name).wrong("a number");
        }
        return (int) number;
    }

    /** Settings come as texts, counts as numbers. */
    long whole(String name) {
        Strict child = child(name);
        if (child.node.isIntegralNumber() && child.node.canConvertToLong()) {
            return child.node.asLong();
        }
        if (child.node.isString() && child.node.asString().matches("-?\\d{1,18}")) {
            return Long.parseLong(child.node.asString());
        }
        throw child.wrong("a whole number");
    }

    boolean bool(String name) {
        Strict child = child(name);
        if (!child.node.isBoolean()) {
            throw child.wrong("true or false");
        }
        return child.node.asBoolean();
    }

    List<Strict> array(String name) {
        return child(name).elements();
    }

    List<Strict> elements() {
        if (!node.isArray()) {
            throw wrong("an array");
        }
        List<Strict> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Strict(node.get(i), path + "[" + i + "]"));
        }
        return elements;
    }

    List<String> names() {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        return List.copyOf(node.propertyNames());
    }

    Unreadable wrong(String expected) {
        String found = node.toString();
        return new Unreadable(path + " is not " + expected + " but "
                + (found.length() > 80 ? found.substring(0, 80) + "..." : found));
    }
}
