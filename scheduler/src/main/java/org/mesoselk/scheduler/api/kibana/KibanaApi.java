package org.mesoselk.scheduler.api.kibana;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What the API of the Kibana framework has besides what every framework's has. */
@Configuration
@ComponentScan
public class KibanaApi {}
