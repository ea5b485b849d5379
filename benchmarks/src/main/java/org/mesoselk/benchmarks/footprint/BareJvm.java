package org.mesoselk.benchmarks.footprint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The peer of the executor: a JVM that has asked something over HTTP, with the library that the JDK has for it, and waits. */
final class BareJvm {

    private BareJvm() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        client.send(HttpRequest.newBuilder(URI.create(args[0])).build(), BodyHandlers.discarding());
        System.out.println("asked");
        Thread.currentThread().join();
    }
}
