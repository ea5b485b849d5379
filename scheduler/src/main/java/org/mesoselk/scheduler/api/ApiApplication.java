package org.mesoselk.scheduler.api;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The Spring Boot application: the REST API and nothing else. What is below this package is one framework's. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "org\\.mesoselk\\.scheduler\\.api\\.[a-z]+\\..*"))
class ApiApplication {}
