package org.mesoselk.scheduler.api.elasticsearch;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What the API of the Elasticsearch framework has besides what every framework's has. */
@Configuration
@ComponentScan
public class ElasticsearchApi {}
