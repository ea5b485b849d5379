package org.mesoselk.localmesos.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Resources added up by name, as Mesos' state shows them: {@code {"disk":0.0,"mem":64.0,"gpus":0.0,"cpus":0.5}}. */
final class ResourceSums {

    private ResourceSums() {}

    static ObjectNode json(List<Resource> resources) {
        ObjectNode sums = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("disk", "mem", "gpus", "cpus")) {
            sums.put(name, scalar(resources, name));
        }
        Map<String, String> ranges = new LinkedHashMap<>();
        for (Resource resource : resources) {
            if (resource.getType() == Value.Type.RANGES) {
                ranges.merge(resource.getName(), text(resource.getRanges()), (a, b) -> a + ", " + b);
            } else if (!sums.has(resource.getName())) {
                sums.put(resource.getName(), scalar(resources, resource.getName()));
            }
        }
        ranges.forEach((name, text) -> sums.put(name, "[" + text + "]"));
        return sums;
    }

    static double scalar(List<Resource> resources, String name) {
        double sum = resources.stream()
                .filter(resource -> resource.getType() == Value.Type.SCALAR
                        && resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
        // Mesos counts in thousandths.
        return Math.round(sum * 1000) / 1000.0;
    }

    private static String text(Value.Ranges ranges) {
        return ranges.getRangeList().stream()
                .map(range -> range.getBegin() + "-" + range.getEnd())
                .collect(Collectors.joining(", "));
    }
}
