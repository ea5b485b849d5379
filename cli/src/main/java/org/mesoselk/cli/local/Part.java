package org.mesoselk.cli.local;

import org.mesoselk.cli.process.Launch;

/** One of the processes that an installation consists of. */
interface Part {

    /** Of its pid file and its log. */
    String name();

    /** For people. */
    String title();

    /** Puts in place what the process needs. */
    Launch prepare();

    /** Whether it does its work now. */
    boolean ready() throws InterruptedException;
}
