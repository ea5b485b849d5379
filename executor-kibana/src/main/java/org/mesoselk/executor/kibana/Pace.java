package org.mesoselk.executor.kibana;

import java.time.Duration;

/**
 * How often to look.
 *
 * @param asking between two questions to an Elasticsearch that does not answer
 * @param starting between two looks at a Kibana that starts
 * @param running between two looks at one that serves
 */
record Pace(Duration asking, Duration starting, Duration running) {}
