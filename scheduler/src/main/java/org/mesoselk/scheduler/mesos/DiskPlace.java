package org.mesoselk.scheduler.mesos;

import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.scheduler.core.model.DiskSource;

/** What a {@code disk} resource is a part of. */
enum DiskPlace {
    /** The disk that sandboxes are on: what a task's {@code disk} means. */
    ROOT,
    PATH,
    MOUNT,
    /** A persistent volume, wherever it is. */
    VOLUME,
    /** Block devices, raw storage, and whatever Mesos may yet think of. */
    OTHER;

    static DiskPlace of(Resource disk) {
        if (disk.getDisk().hasPersistence()) {
            return VOLUME;
        }
        if (!disk.getDisk().hasSource()) {
            return ROOT;
        }
        return switch (disk.getDisk().getSource().getType()) {
            case PATH -> PATH;
            case MOUNT -> MOUNT;
            case BLOCK, RAW, UNKNOWN -> OTHER;
        };
    }

    static DiskPlace of(DiskSource source) {
        return switch (source) {
            case ROOT -> ROOT;
            case PATH -> PATH;
            case MOUNT -> MOUNT;
        };
    }
}
