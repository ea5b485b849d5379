package org.mesoselk.executor.logstash.forwarder.discover;

import org.mesoselk.executor.logstash.forwarder.read.FileKey;

/** What a folder has in it; what is neither of these is left out. */
sealed interface Entry permits Entry.File, Entry.Link, Folder {

    String name();

    record File(String name, FileKey key) implements Entry {}

    /** Never followed. @param target the last name of where it leads */
    record Link(String name, String target) implements Entry {}
}
