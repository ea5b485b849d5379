package org.mesoselk.localmesos.master;

import java.util.Optional;
import org.apache.mesos.v1.Protos.MasterInfo;

/** Who of several masters leads. */
interface Leadership extends AutoCloseable {

    /** The master that leads at present, as far as is known here. */
    Optional<MasterInfo> leader();

    @Override
    void close();
}
