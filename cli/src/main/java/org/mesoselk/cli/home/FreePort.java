package org.mesoselk.cli.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/** Ports on 127.0.0.1. */
public final class FreePort {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private FreePort() {}

    /** The wished one when it is free, so that addresses last over restarts; else any free one. */
    public static int near(OptionalInt wished) {
        return wished.isPresent() && isFree(wished.getAsInt()) ? wished.getAsInt() : any();
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        }
    }
}
