/** The life of a member: what each word from Mesos does to it. */
package org.mesoselk.scheduler.core.member;
