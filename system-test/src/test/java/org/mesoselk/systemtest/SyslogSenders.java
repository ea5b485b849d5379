package org.mesoselk.systemtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;

/** Who sends syslog to this machine. Texts are bytes: each character one. */
final class SyslogSenders {

    private SyslogSenders() {}

    static void udp(int port, String... datagrams) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String datagram : datagrams) {
                byte[] bytes = datagram.getBytes(ISO_8859_1);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            }
        }
    }

    /** All in one connection, which ends behind the last of them. */
    static void tcp(int port, String... pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
            }
        }
    }

    /** As RFC 6587 frames it: its length stands in front. */
    static String counted(String message) {
        return message.length() + " " + message;
    }
}
