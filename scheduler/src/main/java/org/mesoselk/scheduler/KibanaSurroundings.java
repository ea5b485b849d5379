package org.mesoselk.scheduler;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.endpoints.EndpointsObserver;
import org.mesoselk.scheduler.kibana.KeysObserver;
import org.mesoselk.scheduler.options.KibanaOptions;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.state.KibanaKeys;
import org.mesoselk.scheduler.state.ZooKeeperTree;

/** Watches where the Elasticsearch of each group is, and has the groups' encryption keys, which it makes once. */
final class KibanaSurroundings implements Framework.Surroundings {
    private static final int SECRET_BYTES = 32;

    private final List<EndpointsObserver> endpoints;
    private final KeysObserver keys;

    KibanaSurroundings(KibanaOptions options, SchedulerProcess process, Inbox inbox) {
        endpoints = options.groups().groups().entrySet().stream()
                .map(group -> new EndpointsObserver(
                        ElasticsearchFinder.of(group.getValue(), process),
                        view -> new Input.GroupEndpointsSeen(group.getKey(), view),
                        inbox::put))
                .toList();
        KibanaKeys stored = new KibanaKeys(
                new ZooKeeperTree(process.zookeeper()),
                options.zookeeper().chroot(),
                options.mesos().frameworkName(),
                () -> random(new SecureRandom()));
        keys = new KeysObserver(stored::of, options.groups().groups().keySet(), inbox::put);
    }

    private static EncryptionKeys random(SecureRandom source) {
        byte[] secret = new byte[SECRET_BYTES];
        source.nextBytes(secret);
        return new EncryptionKeys(HexFormat.of().formatHex(secret));
    }

    @Override
    public void start() {
        endpoints.forEach(EndpointsObserver::start);
        keys.start();
    }

    @Override
    public void heard(Input input) {
        // Nothing that is watched here depends on Mesos.
    }

    @Override
    public void call(Call.ToElasticsearch call) {
        throw new IllegalArgumentException("the Kibana framework changes nothing in Elasticsearch: " + call);
    }

    @Override
    public void close() {
        keys.close();
        endpoints.forEach(EndpointsObserver::close);
    }
}
