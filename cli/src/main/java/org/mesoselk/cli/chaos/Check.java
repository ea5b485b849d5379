package org.mesoselk.cli.chaos;

/** One thing that must hold at the end, and what was found. */
record Check(String name, boolean holds, String found) {}
