package org.mesoselk.systemtest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** Finds masters where they meet. */
final class MasterAddress {

    private static final Pattern ZK = Pattern.compile("zk://(?:[^@/]*@)?([^/]+)(/.+)");

    private MasterAddress() {}

    /**
     * Asks ZooKeeper for host:port of the master that leads.
     *
     * @param url {@code zk://host:port/path}, or the URL of a master
     */
    static String leading(String url) {
        Matcher zk = ZK.matcher(url);
        if (!zk.matches()) {
            return url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
        }
        try (CuratorFramework curator =
                CuratorFrameworkFactory.newClient(zk.group(1), 30_000, 15_000, new RetryNTimes(5, 1000))) {
            curator.start();
            List<String> nodes = curator.getChildren().forPath(zk.group(2)).stream()
                    .filter(node -> node.startsWith("json.info_"))
                    .sorted()
                    .toList();
            if (nodes.isEmpty()) {
                throw new IllegalStateException("no master is registered at " + zk.group(2));
            }
            byte[] data = curator.getData().forPath(zk.group(2) + "/" + nodes.get(0));
            JsonNode address = Json.mapper()
                    .readTree(new String(data, StandardCharsets.UTF_8))
                    .path("address");
            return address.path("hostname").asString() + ":"
                    + address.path("port").asInt();
        } catch (Exception e) {
            throw new IllegalStateException("no master could be found at " + zk.group(1) + zk.group(2), e);
        }
    }
}
