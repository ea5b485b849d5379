package org.mesoselk.executor.elasticsearch.preflight;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mesoselk.commons.process.Accounts;

/** The facts of this agent that decide whether Elasticsearch can run on it. */
public interface Host extends Accounts {

    /** Whether this process itself may create files in {@code folder}. */
    boolean canWrite(Path folder);

    /** The first file or folder of {@code tree} that this process itself cannot read. */
    Optional<Path> firstUnreadable(Path tree);

    /** vm.max_map_count; empty when it cannot be read. */
    OptionalLong maxMapCount();

    /** The hard limit of open files, up to which a JVM raises its own; empty when it cannot be read. */
    OptionalLong openFiles();

    /** Of the file system that holds {@code existing}; empty when that cannot be told. */
    Optional<Space> space(Path existing);

    Address address(String host);

    /** Tries to bind. */
    Binding bind(String host, int port);

    /** Feature release of the JDK in {@code javaHome}; empty when there is none or it does not tell. */
    OptionalInt javaVersion(Path javaHome);

    /** In bytes. */
    record Space(long free, long total) {}

    /** What kind of address a host name or literal stands for. */
    enum Address {
        LOOPBACK,
        OTHER,
        WILDCARD,
        UNKNOWN
    }

    /** Whether a port can be had. */
    sealed interface Binding {

        record Free() implements Binding {}

        record InUse() implements Binding {}

        /** For another reason than somebody else's use of the port. */
        record Impossible(String cause) implements Binding {}
    }
}
