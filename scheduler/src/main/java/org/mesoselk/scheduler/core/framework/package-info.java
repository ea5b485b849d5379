/** The steps that all frameworks take: what Mesos says, what it is asked, what becomes of offers. */
package org.mesoselk.scheduler.core.framework;
