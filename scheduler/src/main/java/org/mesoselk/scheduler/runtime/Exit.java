package org.mesoselk.scheduler.runtime;

/** Why the scheduler ends: the process' exit code and a sentence for the operator. */
public record Exit(int code, String sentence) {}
