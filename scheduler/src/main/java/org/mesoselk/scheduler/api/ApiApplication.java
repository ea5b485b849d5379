package org.mesoselk.scheduler.api;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Spring Boot application: the REST API and nothing else. */
@SpringBootApplication
class ApiApplication {}
