package org.mesoselk.systemtest;

import java.time.Duration;

/** What two processes speak over; it can be made worse, and well again. Each of these begins with a line that is well. */
interface Line {

    /** From now on packets are dropped silently: those that go there, those that come back, or both. */
    void lose(boolean there, boolean back);

    /** From now on each packet takes so much longer, in each direction. */
    void delay(Duration each);

    void heal();
}
