package org.mesoselk.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Failure;

class HomeTest {

    @TempDir
    private Path temp;

    @Test
    void a_folder_with_other_things_in_it_is_neither_taken_nor_wiped() throws IOException {
        Files.writeString(temp.resolve("thesis.txt"), "years of work");
        Home home = new Home(temp);
        assertThatThrownBy(home::create).isInstanceOf(Failure.class).hasMessageContaining("neither empty nor");
        assertThatThrownBy(home::wipe).isInstanceOf(Failure.class).hasMessageContaining("not made by elk");
        assertThat(temp.resolve("thesis.txt")).exists();
    }

    @Test
    void wiping_removes_ours_and_leaves_what_others_put_or_linked_there() throws IOException {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "x");
        Home home = new Home(temp.resolve("home"));
        home.create();
        Files.createDirectories(home.data().resolve("es-default-0"));
        Files.createSymbolicLink(home.data().resolve("link"), elsewhere);
        Files.writeString(home.directory().resolve("notes.txt"), "mine");
        home.wipe();
        assertThat(home.directory()).isDirectoryContaining(file -> file.endsWith("notes.txt"));
        assertThat(home.data()).doesNotExist();
        assertThat(elsewhere.resolve("precious")).exists();
    }

    @Test
    void wiping_removes_the_folder_itself_when_nothing_else_is_in_it() {
        Home home = new Home(temp.resolve("home"));
        home.create();
        home.create();
        Settings.standard().write(home);
        home.wipe();
        assertThat(home.directory()).doesNotExist();
    }

    @Test
    void settings_come_back_as_they_were_written() {
        Home home = new Home(temp.resolve("home"));
        home.create();
        assertThat(Settings.read(home)).isEmpty();
        Settings settings = Settings.standard()
                .withPorts(new Settings.Ports(
                        OptionalInt.of(1), OptionalInt.empty(), OptionalInt.of(3), Map.of("master-2", 4)));
        settings.write(home);
        assertThat(Settings.read(home)).contains(settings);
    }

    @Test
    void a_home_of_before_there_was_a_logstash_gets_one() throws IOException {
        Home home = new Home(temp.resolve("home"));
        home.create();
        Settings.standard().write(home);
        String json = Files.readString(home.settings());
        Files.writeString(
                home.settings(), json.replaceFirst("(?s)\"logstash\" : \\{.*?\\},\\s*\"kibana\"", "\"kibana\""));
        assertThat(home.settings()).content().doesNotContain("logstash");
        assertThat(Settings.read(home)).contains(Settings.standard());
    }

    @Test
    void settings_of_a_newer_elk_are_refused() throws IOException {
        Home home = new Home(temp.resolve("home"));
        home.create();
        Settings.standard().write(home);
        String json = Files.readString(home.settings());
        Files.writeString(home.settings(), json.replaceFirst("\"version\" : 1", "\"version\" : 2"));
        assertThatThrownBy(() -> Settings.read(home)).hasMessageContaining("newer elk");
    }

    @Test
    void a_port_is_taken_again_unless_somebody_else_has_it() throws IOException {
        int port = FreePort.near(OptionalInt.empty());
        assertThat(FreePort.near(OptionalInt.of(port))).isEqualTo(port);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.near(OptionalInt.of(other.getLocalPort()))).isNotEqualTo(other.getLocalPort());
        }
    }
}
