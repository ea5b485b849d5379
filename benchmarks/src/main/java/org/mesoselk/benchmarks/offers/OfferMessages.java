package org.mesoselk.benchmarks.offers;

import java.util.Random;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.URL;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** OFFERS events as a master sends them: one offer an agent, with the fields that Mesos 1.11 fills. */
final class OfferMessages {

    private OfferMessages() {}

    /** A tenth of the agents is too small for any member. */
    static Event offers(int agents, long seed) {
        Random random = new Random(seed);
        Event.Offers.Builder offers = Event.Offers.newBuilder();
        for (int agent = 0; agent < agents; agent++) {
            offers.addOffers(offer(agent, random));
        }
        return Event.newBuilder().setType(Event.Type.OFFERS).setOffers(offers).build();
    }

    private static Offer offer(int agent, Random random) {
        String ip = "10." + agent / 65536 + "." + agent / 256 % 256 + "." + agent % 256;
        String host = "agent-" + agent + ".example.org";
        boolean small = random.nextInt(10) == 0;
        return Offer.newBuilder()
                .setId(OfferID.newBuilder().setValue("5d38a5be-0b5f-4f3b-9d7e-93ab2c7f1a90-O" + agent))
                .setFrameworkId(FrameworkID.newBuilder().setValue("5d38a5be-0b5f-4f3b-9d7e-93ab2c7f1a90-0000"))
                .setAgentId(AgentID.newBuilder().setValue(agentId(agent)))
                .setHostname(host)
                .setUrl(URL.newBuilder()
                        .setScheme("http")
                        .setAddress(org.apache.mesos.v1.Protos.Address.newBuilder()
                                .setHostname(host)
                                .setIp(ip)
                                .setPort(5051))
                        .setPath("/slave(1)"))
                .addResources(scalar("cpus", small ? 0.1 : 1 + random.nextInt(32)))
                .addResources(scalar("mem", small ? 128 : 4096 + random.nextInt(65536)))
                .addResources(scalar("disk", 100_000 + random.nextInt(900_000)))
                .addResources(ports(31000, 31000 + random.nextInt(1000)))
                .addAttributes(text("rack", "r" + random.nextInt(40)))
                .addAttributes(text("disk", random.nextBoolean() ? "ssd" : "spinning"))
                .build();
    }

    static String agentId(int agent) {
        return "5d38a5be-0b5f-4f3b-9d7e-93ab2c7f1a90-S" + agent;
    }

    private static Resource scalar(String name, double value) {
        return resource(name, Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    private static Resource ports(long begin, long end) {
        return resource("ports", Value.Type.RANGES)
                .setRanges(Value.Ranges.newBuilder()
                        .addRange(Value.Range.newBuilder().setBegin(begin).setEnd(end)))
                .build();
    }

    private static Resource.Builder resource(String name, Value.Type type) {
        return Resource.newBuilder()
                .setName(name)
                .setType(type)
                .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole("*"));
    }

    private static Attribute text(String name, String value) {
        return Attribute.newBuilder()
                .setName(name)
                .setType(Value.Type.TEXT)
                .setText(Value.Text.newBuilder().setValue(value))
                .build();
    }
}
