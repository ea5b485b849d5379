/** Reservations of a framework, from the wish to the release; generic in what they are for. */
package org.mesoselk.scheduler.core.reservation;
