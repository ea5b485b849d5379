/** What the Kibana framework decides, one class for each step: instances without data, by group. */
package org.mesoselk.scheduler.core.kibana;
