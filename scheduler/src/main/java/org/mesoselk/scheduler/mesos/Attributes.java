package org.mesoselk.scheduler.mesos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Value;

/** An agent's attributes as texts. */
final class Attributes {

    private Attributes() {}

    static Map<String, String> of(List<Attribute> attributes) {
        Map<String, String> texts = new LinkedHashMap<>();
        attributes.forEach(attribute -> texts.put(attribute.getName(), text(attribute)));
        return texts;
    }

    /** As Mesos prints it: {@code ssd}, {@code 4}, {@code [1-3, 7-9]}, {@code {a, b}}. */
    private static String text(Attribute attribute) {
        return switch (attribute.getType()) {
            case TEXT -> attribute.getText().getValue();
            case SCALAR -> scalar(attribute.getScalar().getValue());
            case RANGES ->
                attribute.getRanges().getRangeList().stream()
                        .map(Attributes::text)
                        .collect(Collectors.joining(", ", "[", "]"));
            case SET -> "{" + String.join(", ", attribute.getSet().getItemList()) + "}";
        };
    }

    private static String text(Value.Range range) {
        return range.getBegin() + "-" + range.getEnd();
    }

    private static String scalar(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
