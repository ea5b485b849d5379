package org.mesoselk.scheduler.api;

import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the executor's jar to agents, and nothing else. */
@RestController
class ArtifactController {
    private final ApiContext scheduler;

    ArtifactController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    @GetMapping("/artifacts/{file}")
    ResponseEntity<Resource> artifact(@PathVariable String file) {
        Path artifact = scheduler
                .artifact()
                .filter(path -> path.getFileName().toString().equals(file))
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND, "unknown-artifact", "this scheduler serves no artifact " + file));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new FileSystemResource(artifact));
    }
}
