package org.mesoselk.scheduler.state;

import java.util.List;
import java.util.Optional;

/** What the records need of ZooKeeper, and no more. Paths are absolute, below the chroot. */
public interface Tree {

    /** @param version grows by one with each change of the node; 0 when it is new */
    record Stored(byte[] document, int version) {}

    /** One line of a transaction. */
    sealed interface Change {
        String path();

        /** Nothing is changed, but the node must have this version. */
        record Check(String path, int version) implements Change {}

        /** The node must not exist. */
        record Create(String path, byte[] document) implements Change {}

        /** The node must have {@code version}; it has the next one afterwards. */
        record Replace(String path, byte[] document, int version) implements Change {}

        /** The node must have {@code version}. */
        record Delete(String path, int version) implements Change {}
    }

    /** The transaction did not fit what is stored; nothing was changed. */
    final class ConflictException extends Exception {
        public ConflictException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    Optional<Stored> read(String path) throws StoreUnavailableException;

    /** Names, without the path; empty when the folder does not exist. */
    List<String> children(String path) throws StoreUnavailableException;

    /** What is read afterwards is not older than this call. */
    void sync(String path) throws StoreUnavailableException;

    /** With its parents; nothing happens when it exists. */
    void createFolder(String path) throws StoreUnavailableException;

    /**
     * All of it or nothing.
     *
     * @throws StoreUnavailableException when it is not known whether it was done
     */
    void transact(List<Change> changes) throws StoreUnavailableException, ConflictException;
}
