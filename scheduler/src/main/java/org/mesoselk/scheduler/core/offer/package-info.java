/** Whether an offer suits a member: small named stages, all of them run, every reason kept. */
package org.mesoselk.scheduler.core.offer;
