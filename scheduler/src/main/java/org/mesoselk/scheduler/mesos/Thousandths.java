package org.mesoselk.scheduler.mesos;

import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Mesos counts scalars in thousandths (its {@code Value::Scalar} arithmetic); so do we, because sums of doubles drift. */
final class Thousandths {

    private Thousandths() {}

    static long of(double amount) {
        return Math.round(amount * 1000);
    }

    static long of(Resource scalar) {
        return of(scalar.getScalar().getValue());
    }

    static double amount(long thousandths) {
        return thousandths / 1000.0;
    }

    /** The same resource, but so much of it. */
    static Resource of(Resource scalar, long thousandths) {
        return scalar.toBuilder()
                .setScalar(Value.Scalar.newBuilder().setValue(amount(thousandths)))
                .build();
    }
}
