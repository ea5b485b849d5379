package org.mesoselk.cli.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.FakeDistribution;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.cli.progress.Progress;

class DistributionCacheTest {

    @TempDir
    private Path temp;

    private final AtomicInteger fetched = new AtomicInteger();
    private final Progress progress =
            new PlainProgress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), () -> 0);
    private Path zip;
    private String sum;
    private DistributionCache cache;

    @BeforeEach
    void anArchive() throws IOException {
        zip = FakeDistribution.zip(temp.resolve("es.zip"), FakeDistribution.files());
        sum = Sha512.hex(Files.readAllBytes(zip));
        cache = new DistributionCache(temp.resolve("cache"));
    }

    @Test
    void unpacks_once_and_everybody_may_read_it() throws Exception {
        Path home = cache.ensure(distribution(zip, sum), progress);
        assertThat(cache.ensure(distribution(zip, sum), progress)).isEqualTo(home);
        assertThat(fetched).hasValue(1);
        assertThat(ElasticsearchHome.fault(home)).isEmpty();
        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(home.resolve("bin/elasticsearch"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(home.resolve("config/elasticsearch.yml"))).isEqualTo("rw-r--r--");
    }

    @Test
    void a_wrong_checksum_is_named_and_leaves_nothing() {
        String wrong = "0".repeat(127) + "1";
        assertThatThrownBy(() -> cache.ensure(distribution(zip, wrong), progress))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("its SHA-512 is " + sum + " and not " + wrong);
        assertThat(temp.resolve("cache")).isDirectoryNotContaining(file -> !file.endsWith(".lock"));
    }

    @Test
    void a_file_cut_off_in_the_cache_is_noticed_and_put_right() throws Exception {
        Path home = cache.ensure(distribution(zip, sum), progress);
        Files.writeString(home.resolve("lib/elasticsearch-8.19.20.jar"), "s");
        cache.ensure(distribution(zip, sum), progress);
        assertThat(home.resolve("lib/elasticsearch-8.19.20.jar")).hasContent("server");
        assertThat(fetched).hasValue(2);
    }

    @Test
    void a_lost_file_a_lost_record_and_a_damaged_record_are_put_right() throws Exception {
        Path home = cache.ensure(distribution(zip, sum), progress);
        Files.delete(home.resolve("config/elasticsearch.yml"));
        cache.ensure(distribution(zip, sum), progress);
        Files.delete(home.resolve(".mesos-elk.json"));
        cache.ensure(distribution(zip, sum), progress);
        Files.writeString(home.resolve(".mesos-elk.json"), "{");
        cache.ensure(distribution(zip, sum), progress);
        assertThat(fetched).hasValue(4);
        assertThat(home.resolve("config/elasticsearch.yml")).exists();
    }

    @Test
    void what_somebody_left_who_was_killed_at_work_is_removed() throws Exception {
        Path leftover = Files.createDirectories(temp.resolve("cache/.work-123/unpacked"));
        cache.ensure(distribution(zip, sum), progress);
        assertThat(leftover).doesNotExist();
    }

    @Test
    void many_at_the_same_time_fetch_it_once() throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(6);
        List<Future<Path>> homes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            homes.add(users.submit(
                    () -> new DistributionCache(temp.resolve("cache")).ensure(distribution(zip, sum), progress)));
        }
        for (Future<Path> home : homes) {
            assertThat(ElasticsearchHome.fault(home.get())).isEmpty();
        }
        users.shutdown();
        assertThat(fetched).hasValue(1);
    }

    @Test
    void a_tar_gz_is_unpacked_with_its_links() throws Exception {
        Path tar = FakeDistribution.tarGz(temp.resolve("es.tar.gz"), "bin/es", "elasticsearch");
        Path home = cache.ensure(
                Distribution.archive("es", Product.ELASTICSEARCH, "a test", Optional.empty(), fetch(tar)), progress);
        assertThat(home.resolve("bin/es")).isSymbolicLink().hasContent("#!/bin/sh\nexit 0\n");
        assertThat(permissions(home.resolve("bin/elasticsearch"))).isEqualTo("rwxr-xr-x");
    }

    @Test
    void an_archive_that_writes_or_links_out_of_itself_is_refused() throws Exception {
        Map<String, String> evil = new LinkedHashMap<>(FakeDistribution.files());
        evil.put("../../../evil", "x");
        Path zipSlip = FakeDistribution.zip(temp.resolve("slip.zip"), evil);
        Path link = FakeDistribution.tarGz(temp.resolve("link.tar.gz"), "bin/es", "../../../etc/passwd");
        assertThatThrownBy(() -> cache.ensure(distribution(zipSlip), progress)).hasMessageContaining("leads out of it");
        assertThatThrownBy(() -> cache.ensure(distribution(link), progress)).hasMessageContaining("leads out of it");
        assertThat(temp.resolve("cache")).isDirectoryNotContaining(file -> !file.endsWith(".lock"));
    }

    @Test
    void an_archive_of_something_else_is_refused() throws Exception {
        Path other = FakeDistribution.zip(temp.resolve("other.zip"), Map.of("README", "hello"));
        assertThatThrownBy(() -> cache.ensure(distribution(other), progress))
                .hasMessageContaining("has no bin/elasticsearch");
    }

    @Test
    void a_file_url_is_fetched_and_its_fragment_verified() throws Exception {
        Distribution right = Distributions.url(Product.ELASTICSEARCH, zip.toUri() + "#sha512=" + sum);
        assertThat(ElasticsearchHome.fault(cache.ensure(right, progress))).isEmpty();
        Distribution missing = Distributions.url(
                Product.ELASTICSEARCH, temp.resolve("gone.zip").toUri().toString());
        assertThatThrownBy(() -> cache.ensure(missing, progress)).hasMessageContaining("gone.zip");
    }

    @Test
    void a_machine_without_maven_is_told_what_to_do() {
        Distribution maven = Distribution.archive(
                "es", Product.ELASTICSEARCH, "Maven", Optional.empty(), new MavenFetch("/no/mvn", "g:a:1:zip"));
        assertThatThrownBy(() -> cache.ensure(maven, progress))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot be run")
                .hasMessageContaining("--elasticsearch-home");
    }

    private Distribution distribution(Path archive) throws IOException {
        return distribution(archive, Sha512.hex(Files.readAllBytes(archive)));
    }

    private Distribution distribution(Path archive, String wanted) {
        return Distribution.archive(
                "elasticsearch-8.19.20", Product.ELASTICSEARCH, "a test", Optional.of(wanted), fetch(archive));
    }

    private Fetch fetch(Path archive) {
        return (directory, step) -> {
            fetched.incrementAndGet();
            return Files.copy(archive, directory.resolve(archive.getFileName()));
        };
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
