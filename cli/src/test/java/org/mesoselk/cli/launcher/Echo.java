package org.mesoselk.cli.launcher;

/** Stands for the command line: prints what it was called with. */
public final class Echo {

    private Echo() {}

    public static void main(String[] args) {
        System.out.println(System.getenv("ELK_ROOT") + " " + String.join("|", args));
    }
}
