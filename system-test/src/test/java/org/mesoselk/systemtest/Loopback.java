package org.mesoselk.systemtest;

import java.time.Duration;

/** Between an agent and the executors on its host: they meet on loopback, which no hub sees, so nftables drops there. */
final class Loopback implements Line {

    private static final String TABLE = "partition";

    private final String namespace;
    private final int port;

    /** @param port of the agent */
    Loopback(String namespace, int port) {
        this.namespace = namespace;
        this.port = port;
    }

    /** {@code there} is to the agent. */
    @Override
    public void lose(boolean there, boolean back) {
        heal();
        nft("add table inet " + TABLE);
        nft("add chain inet " + TABLE + " in { type filter hook input priority 0 ; }");
        if (there) {
            nft("add rule inet " + TABLE + " in iif lo tcp dport " + port + " drop");
        }
        if (back) {
            nft("add rule inet " + TABLE + " in iif lo tcp sport " + port + " drop");
        }
    }

    @Override
    public void delay(Duration each) {
        throw new UnsupportedOperationException("loopback is not routed over a device that could delay");
    }

    /** A table that is added is there afterwards, whether or not it was before, so that it can be deleted. */
    @Override
    public void heal() {
        nft("add table inet " + TABLE);
        nft("delete table inet " + TABLE);
    }

    private void nft(String command) {
        Network.run(namespace, "nft", command);
    }
}
