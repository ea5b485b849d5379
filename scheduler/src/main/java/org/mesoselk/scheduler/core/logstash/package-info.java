/** What the Logstash framework decides, one class for each step: one task on each agent. */
package org.mesoselk.scheduler.core.logstash;
