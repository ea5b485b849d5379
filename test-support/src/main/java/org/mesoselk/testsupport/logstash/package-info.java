/** A stand-in for Logstash, which executors can be told to start in place of a real one. */
package org.mesoselk.testsupport.logstash;
