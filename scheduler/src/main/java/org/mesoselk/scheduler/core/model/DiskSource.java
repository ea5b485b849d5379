package org.mesoselk.scheduler.core.model;

/** Mesos' kinds of disks: the root disk and a PATH disk may be divided, a MOUNT disk is had whole. */
public enum DiskSource {
    ROOT,
    PATH,
    MOUNT
}
