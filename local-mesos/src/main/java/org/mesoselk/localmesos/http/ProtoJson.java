package org.mesoselk.localmesos.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Protobuf messages as Mesos writes them in JSON: field names unchanged, only fields that are set, every number a
 * number (protobuf's own JSON would make strings of 64-bit ones), bytes in base64, all on one line.
 */
public final class ProtoJson {

    private static final JsonMapper COMPACT = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    /** Mesos writes protobuf's own Duration as the message that it is; the field is the only one of its kind. */
    private static final Pattern DURATION =
            Pattern.compile("(\"max_grace_period\"\\s*:\\s*)\\{\\s*\"seconds\"\\s*:\\s*\"?(\\d+)\"?\\s*}");

    private ProtoJson() {}

    public static String print(Message message) {
        return print(tree(message));
    }

    /** Any JSON on one line. */
    public static String print(JsonNode json) {
        return COMPACT.writeValueAsString(plain(json));
    }

    /** Times in seconds as 1795253521.95, not as 1.79525352195E9. */
    private static JsonNode plain(JsonNode json) {
        if (json.isObject()) {
            ObjectNode object = NODES.objectNode();
            json.properties().forEach(field -> object.set(field.getKey(), plain(field.getValue())));
            return object;
        } else if (json.isArray()) {
            ArrayNode array = NODES.arrayNode();
            json.forEach(element -> array.add(plain(element)));
            return array;
        } else if (json.isDouble() && Double.isFinite(json.doubleValue())) {
            return NODES.numberNode(BigDecimal.valueOf(json.doubleValue()));
        }
        return json;
    }

    public static ObjectNode tree(Message message) {
        ObjectNode node = NODES.objectNode();
        // In the order of the .proto file, as Mesos does, not of the field numbers.
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated() && message.getRepeatedFieldCount(field) > 0) {
                ArrayNode array = node.putArray(field.getName());
                ((List<?>) message.getField(field)).forEach(element -> array.add(value(element)));
            } else if (!field.isRepeated() && message.hasField(field)) {
                node.set(field.getName(), value(message.getField(field)));
            }
        }
        return node;
    }

    private static JsonNode value(Object value) {
        if (value instanceof Message message) {
            return tree(message);
        } else if (value instanceof EnumValueDescriptor constant) {
            return NODES.stringNode(constant.getName());
        } else if (value instanceof ByteString bytes) {
            return NODES.stringNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Double number) {
            return NODES.numberNode(number);
        } else if (value instanceof Float number) {
            return NODES.numberNode(number);
        } else if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        }
        return NODES.stringNode(value.toString());
    }

    /**
     * Reads JSON into {@code builder}; unknown fields and unknown enum constants are passed over. Whether all required
     * fields are there is the caller's to ask.
     *
     * @throws InvalidProtocolBufferException when the JSON does not fit the message
     */
    public static void merge(String json, Message.Builder builder) throws InvalidProtocolBufferException {
        PARSER.merge(DURATION.matcher(json).replaceAll("$1\"$2s\""), builder);
    }

    /** Paths of the required fields of {@code type} that {@code json} lacks, each after {@code prefix}. */
    static List<String> missingRequired(JsonNode json, Descriptor type, String prefix) {
        List<String> missing = new ArrayList<>();
        for (FieldDescriptor field : type.getFields()) {
            JsonNode value = json.path(field.getName());
            String path = prefix + field.getName();
            if (value.isMissingNode() || value.isNull()) {
                if (field.isRequired()) {
                    missing.add(path);
                }
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && value.isArray()) {
                int index = 0;
                for (JsonNode element : value) {
                    missing.addAll(missingRequired(element, field.getMessageType(), path + "[" + index++ + "]."));
                }
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                missing.addAll(missingRequired(value, field.getMessageType(), path + "."));
            }
        }
        return missing;
    }
}
