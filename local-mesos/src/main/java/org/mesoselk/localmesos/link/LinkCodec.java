package org.mesoselk.localmesos.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.http.ProtoJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages of the link as bytes: JSON on one line, {@code {"type": "KillTask", "taskId": "..."}}, protobufs and bytes
 * in base64. It goes by the components of the records, so a new message needs no line here.
 */
public final class LinkCodec {

    private LinkCodec() {}

    public static byte[] encode(ToAgent message) {
        return encode((Record) message);
    }

    public static byte[] encode(ToMaster message) {
        return encode((Record) message);
    }

    /**
     * A message as an agent gets it.
     *
     * @throws IllegalArgumentException when {@code bytes} are no message for an agent
     */
    public static ToAgent toAgent(byte[] bytes) {
        return decode(bytes, ToAgent.class);
    }

    /**
     * A message as a master gets it.
     *
     * @throws IllegalArgumentException when {@code bytes} are no message for a master
     */
    public static ToMaster toMaster(byte[] bytes) {
        return decode(bytes, ToMaster.class);
    }

    private static byte[] encode(Record message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", message.getClass().getSimpleName());
        try {
            for (RecordComponent component : message.getClass().getRecordComponents()) {
                json.set(component.getName(), write(component.getAccessor().invoke(message)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + message.getClass(), e);
        }
        return ProtoJson.print(json).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static JsonNode write(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof String text) {
            return nodes.stringNode(text);
        } else if (value instanceof Integer number) {
            return nodes.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        } else if (value instanceof ByteString bytes) {
            return nodes.stringNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        } else if (value instanceof Message message) {
            return write(message.toByteString());
        } else if (value instanceof Optional<?> optional) {
            return optional.map(LinkCodec::write).orElse(nodes.nullNode());
        } else if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(element -> array.add(write(element)));
            return array;
        }
        throw new IllegalStateException("the link has no form for " + value.getClass());
    }

    private static <T> T decode(byte[] bytes, Class<T> side) {
        try {
            JsonNode json = Json.tree(bytes);
            String type = json.path("type").asString("");
            for (Class<?> message : side.getPermittedSubclasses()) {
                if (message.getSimpleName().equals(type)) {
                    return side.cast(create(message, json));
                }
            }
            throw new IllegalArgumentException("no message of type '" + type + "' is known to " + side.getSimpleName());
        } catch (JacksonException | ReflectiveOperationException | InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message " + side.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static Object create(Class<?> message, JsonNode json)
            throws ReflectiveOperationException, InvalidProtocolBufferException {
        RecordComponent[] components = message.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(components[i].getGenericType(), json.path(components[i].getName()));
        }
        return message.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object read(Type type, JsonNode json)
            throws ReflectiveOperationException, InvalidProtocolBufferException {
        if (type == String.class) {
            return json.asString();
        } else if (type == int.class) {
            return json.asInt();
        } else if (type == boolean.class) {
            return json.asBoolean();
        } else if (type == ByteString.class) {
            return ByteString.copyFrom(Base64.getDecoder().decode(json.asString()));
        } else if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return json.isNull() || json.isMissingNode() ? Optional.empty() : Optional.of(read(element, json));
            }
            List<Object> list = new ArrayList<>();
            for (JsonNode one : json) {
                list.add(read(element, one));
            }
            return List.copyOf(list);
        }
        Message prototype =
                (Message) ((Class<?>) type).getMethod("getDefaultInstance").invoke(null);
        return prototype.getParserForType().parseFrom(Base64.getDecoder().decode(json.asString()));
    }
}
