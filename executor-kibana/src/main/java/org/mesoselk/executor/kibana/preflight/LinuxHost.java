package org.mesoselk.executor.kibana.preflight;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.process.LinuxAccounts;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.Users;

/** The agent that this executor runs on, asked anew each time. */
public final class LinuxHost extends LinuxAccounts implements Host {

    private static final int LAST_PRIVILEGED = 1023;

    public LinuxHost(Users users, Optional<Setpriv> setpriv) {
        super(users, setpriv);
    }

    @Override
    public Binding bind(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Node.js does: connections in TIME_WAIT are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return new Binding.Free();
        } catch (UnknownHostException e) {
            return new Binding.Impossible("there is no such host");
        } catch (BindException e) {
            String cause = String.valueOf(e.getMessage());
            if (cause.contains("in use")) {
                return new Binding.InUse();
            }
            return port <= LAST_PRIVILEGED && cause.contains("denied")
                    ? new Binding.Privileged()
                    : new Binding.Impossible(cause);
        } catch (IOException e) {
            return new Binding.Impossible(e.toString());
        }
    }

    @Override
    public NodeVersion nodeVersion(Path node) {
        try {
            Process process = new ProcessBuilder(List.of(node.toString(), "--version"))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            return code == 0 && said.startsWith("v")
                    ? new NodeVersion.Runs(said)
                    : new NodeVersion.Fails("it ended with exit code " + code + ": "
                            + said.lines().findFirst().orElse("it said nothing"));
        } catch (IOException e) {
            return new NodeVersion.Fails(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NodeVersion.Fails("interrupted");
        }
    }
}
