package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.scheduler.core.model.Resources;

class ExecutorOptionsTest {
    @TempDir
    Path folder;

    @Test
    void defaultsToTheJarBesideTheScheduler() throws IOException {
        Path jar = Files.createFile(folder.resolve(ElasticsearchOptions.JAR));
        Values values = Given.arguments();
        assertThat(ExecutorOptions.from(values, List.of(Path.of("/nowhere"), folder), ElasticsearchOptions.JAR))
                .isEqualTo(new ExecutorOptions(new Resources(0.1, 96, 0), Optional.of(jar), Optional.empty()));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void explicit() throws IOException {
        Path jar = Files.createFile(folder.resolve("other.jar"));
        Values file = Given.arguments("--executor-jar=" + jar, "--executor-cpus=0.2", "--executor-memory=128m");
        ExecutorOptions options = ExecutorOptions.from(file, List.of(), ElasticsearchOptions.JAR);
        assertThat(options)
                .isEqualTo(new ExecutorOptions(new Resources(0.2, 128, 0), Optional.of(jar), Optional.empty()));
        assertThat(options.fileName()).isEqualTo("other.jar");
        Values url = Given.arguments("--executor-jar=file:///opt/executor.jar");
        assertThat(ExecutorOptions.from(url, List.of(), ElasticsearchOptions.JAR)
                        .url())
                .contains(URI.create("file:///opt/executor.jar"));
        assertThat(file.faults()).isEmpty();
        assertThat(url.faults()).isEmpty();
    }

    @Test
    void faults() {
        Values missing = Given.arguments();
        ExecutorOptions.from(missing, List.of(folder), ElasticsearchOptions.JAR);
        assertThat(missing.faults())
                .singleElement()
                .asString()
                .contains("--executor-jar is missing", folder.toString());
        Values wrong = Given.arguments("--executor-jar=/no/such.jar", "--executor-cpus=-1", "--executor-memory=1");
        ExecutorOptions.from(wrong, List.of(), ElasticsearchOptions.JAR);
        assertThat(wrong.faults())
                .hasSize(3)
                .anySatisfy(
                        fault -> assertThat(fault).contains("--executor-jar /no/such.jar", "no such readable file"));
        Values scheme = Given.arguments("--executor-jar=s3://bucket/executor.jar");
        ExecutorOptions.from(scheme, List.of(), ElasticsearchOptions.JAR);
        assertThat(scheme.faults())
                .singleElement()
                .asString()
                .contains("s3://bucket/executor.jar", "http, https or file");
    }
}
