package org.mesoselk.localmesos.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;

/** Resources and attributes in the short form of Mesos' flags. */
public final class ResourceText {

    /** A name, and the role that it is reserved for; slashes are part of roles. */
    private static final Pattern RESERVED = Pattern.compile("([^()\\s]+)\\s*\\(\\s*([^()\\s]+)\\s*\\)");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern RANGES = Pattern.compile("\\[\\s*\\d+\\s*-\\s*\\d+\\s*(,\\s*\\d+\\s*-\\s*\\d+\\s*)*]");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\s*-\\s*(\\d+)");

    private ResourceText() {}

    /**
     * Reads {@code cpus:4;mem:4096;ports:[31000-31099]}; {@code cpus(elk):2} is reserved for that role.
     *
     * @throws IllegalArgumentException naming the entry that cannot be read, and an example
     */
    public static List<Resource> resources(String text) {
        List<Resource> resources = new ArrayList<>();
        for (Entry entry : entries(text, "resources", "cpus:4;mem:4096;ports:[31000-31099]")) {
            Resource.Builder resource = named(entry.name);
            Optional<Value.Ranges> ranges = ranges(entry.value);
            if (ranges.isPresent()) {
                resource.setType(Value.Type.RANGES).setRanges(ranges.get());
            } else if (NUMBER.matcher(entry.value).matches()) {
                resource.setType(Value.Type.SCALAR).setScalar(scalar(entry.value));
            } else {
                throw new IllegalArgumentException("resources: the value of '" + entry.name
                        + "' is neither a number nor ranges such as [31000-31099]: '" + entry.value + "'");
            }
            resources.add(resource.build());
        }
        return resources;
    }

    /**
     * Reads {@code disk:ssd;rack:r1}.
     *
     * @throws IllegalArgumentException naming the entry that cannot be read, and an example
     */
    public static List<Attribute> attributes(String text) {
        List<Attribute> attributes = new ArrayList<>();
        for (Entry entry : entries(text, "attributes", "disk:ssd;rack:r1")) {
            Attribute.Builder attribute = Attribute.newBuilder().setName(entry.name);
            Optional<Value.Ranges> ranges = ranges(entry.value);
            if (ranges.isPresent()) {
                attribute.setType(Value.Type.RANGES).setRanges(ranges.get());
            } else if (NUMBER.matcher(entry.value).matches()) {
                attribute.setType(Value.Type.SCALAR).setScalar(scalar(entry.value));
            } else {
                attribute
                        .setType(Value.Type.TEXT)
                        .setText(Value.Text.newBuilder().setValue(entry.value));
            }
            attributes.add(attribute.build());
        }
        return attributes;
    }

    private static Resource.Builder named(String text) {
        Matcher reserved = RESERVED.matcher(text);
        if (!reserved.matches()) {
            if (text.indexOf('(') >= 0 || text.indexOf(')') >= 0) {
                throw new IllegalArgumentException(
                        "resources: '" + text + "' is not a name with a role; write it like cpus(elk)");
            }
            return Resource.newBuilder().setName(text);
        }
        Resource.Builder resource = Resource.newBuilder().setName(reserved.group(1));
        String role = reserved.group(2);
        return role.equals("*")
                ? resource
                : resource.addReservations(ReservationInfo.newBuilder()
                        .setType(ReservationInfo.Type.STATIC)
                        .setRole(role));
    }

    private record Entry(String name, String value) {}

    private static List<Entry> entries(String text, String what, String example) {
        List<Entry> entries = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int colon = part.indexOf(':');
            if (colon <= 0 || part.substring(colon + 1).isBlank()) {
                throw new IllegalArgumentException(
                        what + ": '" + part + "' is not name:value; write it like " + example);
            }
            entries.add(new Entry(
                    part.substring(0, colon).strip(), part.substring(colon + 1).strip()));
        }
        return entries;
    }

    private static Value.Scalar scalar(String value) {
        return Value.Scalar.newBuilder().setValue(Double.parseDouble(value)).build();
    }

    private static Optional<Value.Ranges> ranges(String value) {
        if (!RANGES.matcher(value).matches()) {
            return Optional.empty();
        }
        Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
        Matcher matcher = RANGE.matcher(value);
        while (matcher.find()) {
            ranges.addRange(Value.Range.newBuilder()
                    .setBegin(Long.parseLong(matcher.group(1)))
                    .setEnd(Long.parseLong(matcher.group(2))));
        }
        return Optional.of(ranges.build());
    }
}
