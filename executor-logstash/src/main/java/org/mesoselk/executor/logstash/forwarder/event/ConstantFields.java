package org.mesoselk.executor.logstash.forwarder.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** JSON that is written once a file. */
final class ConstantFields {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ConstantFields raw(String json) {
        out.writeBytes(json.getBytes(UTF_8));
        return this;
    }

    /** {@code "name":"value"} */
    ConstantFields text(String name, String value) {
        byte[] plain = value.getBytes(UTF_8);
        byte[] escaped = new byte[JsonText.WORST_GROWTH * plain.length];
        int end = JsonText.write(plain, 0, plain.length, escaped, 0);
        raw("\"" + name + "\":\"");
        out.write(escaped, 0, end);
        return raw("\"");
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
