package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A master's connection to ZooKeeper, through here so that it can be cut: a master that is killed says no goodbye, and
 * its node stays until its session times out.
 */
final class WayToZooKeeper implements AutoCloseable {

    private final ServerSocket server;
    private final int zooKeeper;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    WayToZooKeeper(int zooKeeper) throws IOException {
        this.zooKeeper = zooKeeper;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("way-to-zookeeper", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket from = server.accept();
            Socket to = new Socket(InetAddress.getLoopbackAddress(), zooKeeper);
            sockets.add(from);
            sockets.add(to);
            start("to-zookeeper", () -> pump(from, to));
            start("from-zookeeper", () -> pump(to, from));
        }
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Cut, or the other side has gone.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Nothing goes through any more. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
