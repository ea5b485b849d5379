package org.mesoselk.localmesos.agent.docker;

/**
 * Where Docker is, with the defaults of a real agent.
 *
 * @param program its client: a path, or a name on the PATH
 * @param socket path of the socket on which its daemon listens
 * @param sandboxDirectory where containers have their sandbox
 */
public record DockerOptions(String program, String socket, String sandboxDirectory) {

    public static final DockerOptions STANDARD =
            new DockerOptions("docker", "/var/run/docker.sock", "/mnt/mesos/sandbox");
}
