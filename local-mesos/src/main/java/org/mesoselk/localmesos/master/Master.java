package org.mesoselk.localmesos.master;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.Address;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.mesoselk.localmesos.http.Authentication;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpService;
import org.mesoselk.localmesos.http.Routes;
import org.mesoselk.localmesos.link.ToMaster;
import org.mesoselk.localmesos.ui.MasterPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Mesos master: its HTTP, its thread, its part in the election. */
public final class Master implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Master.class);

    /** The version whose behaviour this master shows. */
    static final String MESOS_VERSION = "1.12.0";

    private static final Duration LONGEST_TICK = Duration.ofMillis(200);

    private final MasterLoop loop = new MasterLoop();
    private final MasterOptions options;
    private final InstantSource clock;
    private final HttpService http;
    private final MasterInfo info;
    private final BlockingQueue<InProcessAgent> inProcess = new LinkedBlockingQueue<>();
    private volatile Optional<MasterCore> core = Optional.empty();
    private volatile Leadership leadership = new Leadership() {
        @Override
        public Optional<MasterInfo> leader() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    private Master(MasterOptions options, InstantSource clock) throws IOException {
        this.options = options;
        this.clock = clock;
        SchedulerApi schedulers = new SchedulerApi(loop, this::core);
        AgentApi agents = new AgentApi(loop, this::core);
        Routes routes = new Routes()
                .post("/api/v1/scheduler", schedulers::handle)
                .post("/internal/agent", agents::open)
                .post("/internal/agent/call", agents::call);
        new OperatorRoutes(loop, () -> core, () -> Flags.of(options, port())).addTo(routes);
        new MasterPages(new WebUi(loop, () -> core, this::leader, options.cluster()), clock).addTo(routes);
        this.http = HttpService.start(
                options.ip(),
                options.port(),
                "master",
                options.security().tls(),
                new Authentication(
                        new LeaderGate(routes, this::isLeading, this::leader),
                        options.security(),
                        "mesos-master",
                        MasterRealms::of));
        this.info = masterInfo(options, http.port());
    }

    /**
     * Listens, and leads as soon as it is elected, which without ZooKeeper is at once.
     *
     * @param lost is told the reason when the master may no longer lead: the process is to end
     * @throws IOException when the address cannot be bound
     * @throws IllegalArgumentException when an option is malformed
     */
    public static Master start(MasterOptions options, InstantSource clock, Consumer<String> lost) throws IOException {
        Optional<ZkUrl> zk = options.zk().map(ZkUrl::parse);
        Master master = new Master(options, clock);
        if (zk.isPresent()) {
            master.leadership =
                    ZooKeeperLeadership.start(zk.get(), options.zkSessionTimeout(), master.info, master::lead, lost);
        } else {
            master.lead();
        }
        LOG.info("master {} at {}", master.info.getId(), master.url());
        return master;
    }

    private static MasterInfo masterInfo(MasterOptions options, int port) throws IOException {
        byte[] ip = InetAddress.getByName(options.ip()).getAddress();
        return MasterInfo.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setIp(ByteBuffer.wrap(ip).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .setPort(port)
                .setPid("master@" + options.ip() + ":" + port)
                .setHostname(options.hostname())
                .setVersion(MESOS_VERSION)
                .setAddress(Address.newBuilder()
                        .setHostname(options.hostname())
                        .setIp(options.ip())
                        .setPort(port))
                .addCapabilities(capability(MasterInfo.Capability.Type.AGENT_UPDATE))
                .addCapabilities(capability(MasterInfo.Capability.Type.AGENT_DRAINING))
                .build();
    }

    private static MasterInfo.Capability capability(MasterInfo.Capability.Type type) {
        return MasterInfo.Capability.newBuilder().setType(type).build();
    }

    private void lead() {
        MasterCore leading = new MasterCore(info, options.timings(), clock);
        core = Optional.of(leading);
        registerWaiting();
        Duration interval = options.timings().allocationInterval();
        loop.every(interval.compareTo(LONGEST_TICK) < 0 ? interval : LONGEST_TICK, leading::tick);
    }

    private MasterCore core() {
        return core.orElseThrow(() -> new HttpError(503, "No leader elected"));
    }

    private Optional<MasterInfo> leader() {
        return isLeading() ? Optional.of(info) : leadership.leader();
    }

    public boolean isLeading() {
        return core.isPresent();
    }

    /** Registers agents of this process, as soon as this master leads. */
    public void register(List<InProcessAgent> agents) {
        inProcess.addAll(agents);
        registerWaiting();
    }

    private void registerWaiting() {
        core.ifPresent(leading -> loop.post(() -> {
            List<InProcessAgent> waiting = new ArrayList<>();
            inProcess.drainTo(waiting);
            leading.register(waiting);
        }));
    }

    /** What an agent of this process has to say; nothing happens when it is not registered any more. */
    public void say(String agentId, ToMaster message) {
        core.ifPresent(leading -> loop.post(() -> {
            try {
                leading.message(agentId, message);
            } catch (HttpError e) {
                LOG.debug("in-process agent: {}", e.getMessage());
            }
        }));
    }

    /** Whether that agent is connected; of another master's agents this one knows nothing and says yes. */
    public boolean hasAgent(String id) throws InterruptedException {
        Optional<MasterCore> leading = core;
        return leading.isPresent()
                ? loop.ask(() -> leading.get()
                        .cluster
                        .agent(id)
                        .filter(RegisteredAgent::isConnected)
                        .isPresent())
                : leadership.leader().isPresent();
    }

    public String url() {
        return http.url();
    }

    public int port() {
        return http.port();
    }

    /** Stops at once, as a killed master does: streams end without their last chunk, nothing is told to anybody. */
    @Override
    public void close() {
        leadership.close();
        loop.close();
        http.close();
    }
}
