package org.mesoselk.scheduler.mesos;

import java.util.SortedSet;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.Volume;

/**
 * The Docker container that executors run in. Each folder of the host has the same path in it, so that whatever tells a path
 * need not know of it.
 *
 * @param image as Docker names it
 * @param writable folders of the host that executors write to
 * @param readable folders of the host that they only read; none of the writable ones
 */
public record ContainerPlan(String image, SortedSet<String> writable, SortedSet<String> readable) {

    /** The agent's own: ports come out of its offer, and it is spoken to on the address that it tells. */
    private static final DockerInfo.Network NETWORK = DockerInfo.Network.HOST;
    /** The image's is an ordinary one, and sandboxes are readable by their owners. */
    private static final String USER = "root";
    /** Docker takes it away even from root, who needs it to hand it on to the ordinary user that the product runs as. */
    private static final String CAPABILITY = "DAC_READ_SEARCH";

    ContainerInfo info() {
        return ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(DockerInfo.newBuilder()
                        .setImage(image)
                        .setNetwork(NETWORK)
                        .addParameters(parameter("user", USER))
                        .addParameters(parameter("cap-add", CAPABILITY)))
                .addAllVolumes(Stream.concat(
                                writable.stream().map(folder -> volume(folder, Volume.Mode.RW)),
                                readable.stream().map(folder -> volume(folder, Volume.Mode.RO)))
                        .toList())
                .build();
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.newBuilder().setKey(key).setValue(value).build();
    }

    private static Volume volume(String folder, Volume.Mode mode) {
        return Volume.newBuilder()
                .setHostPath(folder)
                .setContainerPath(folder)
                .setMode(mode)
                .build();
    }
}
