/** A stand-in for Kibana: as much of it as an executor sees. */
package org.mesoselk.testsupport.kibana;
