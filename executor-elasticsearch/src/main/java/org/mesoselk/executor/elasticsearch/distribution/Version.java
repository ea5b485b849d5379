package org.mesoselk.executor.elasticsearch.distribution;

/** Elasticsearch's own version number, e.g. 8.19.20 or 9.0.0-rc1. */
public record Version(int major, String text) {

    static Version of(String text) {
        return new Version(Integer.parseInt(text.substring(0, text.indexOf('.'))), text);
    }

    @Override
    public String toString() {
        return text;
    }
}
