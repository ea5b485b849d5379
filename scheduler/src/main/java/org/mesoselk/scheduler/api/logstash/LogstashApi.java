package org.mesoselk.scheduler.api.logstash;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What the API of the Logstash framework has besides what every framework's has. */
@Configuration
@ComponentScan
public class LogstashApi {}
