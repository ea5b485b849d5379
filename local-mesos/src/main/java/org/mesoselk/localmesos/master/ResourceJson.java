package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.master.resources.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Resources and attributes in the JSON of the master's plain endpoints. */
final class ResourceJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ResourceJson() {}

    /** {@code {"disk": 0.0, "mem": 64.0, "gpus": 0.0, "cpus": 0.5, "ports": "[31000-31001]"}}. */
    static ObjectNode sums(Resources resources) {
        ObjectNode json = NODES.objectNode();
        for (String name : new String[] {"disk", "mem", "gpus", "cpus"}) {
            json.put(name, resources.scalar(name));
        }
        String ports = resources.ranges("ports");
        if (!ports.isEmpty()) {
            json.put("ports", ports);
        }
        return json;
    }

    static ObjectNode reserved(Resources resources) {
        ObjectNode json = NODES.objectNode();
        resources.reserved().forEach((role, some) -> json.set(role, sums(some)));
        return json;
    }

    /** {@code allocation} is empty for resources that are nobody's. */
    static ArrayNode full(Resources resources, String allocation) {
        ArrayNode json = NODES.arrayNode();
        for (Resource resource : resources.unrefined(allocation)) {
            json.add(ProtoJson.tree(resource));
        }
        return json;
    }

    static ObjectNode attributes(Iterable<Attribute> attributes) {
        ObjectNode json = NODES.objectNode();
        for (Attribute attribute : attributes) {
            switch (attribute.getType()) {
                case SCALAR ->
                    json.put(attribute.getName(), attribute.getScalar().getValue());
                case TEXT -> json.put(attribute.getName(), attribute.getText().getValue());
                case RANGES ->
                    json.put(
                            attribute.getName(),
                            Resources.of(java.util.List.of(Resource.newBuilder()
                                            .setName(attribute.getName())
                                            .setType(attribute.getType())
                                            .setRanges(attribute.getRanges())
                                            .build()))
                                    .ranges(attribute.getName()));
                case SET ->
                    json.put(
                            attribute.getName(),
                            attribute.getSet().getItemList().toString());
            }
        }
        return json;
    }
}
