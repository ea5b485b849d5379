/** Whether members may be stopped: named vetoes over one look at Elasticsearch. */
package org.mesoselk.scheduler.core.safety;
