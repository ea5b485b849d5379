package org.mesoselk.commons.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static final Map<String, String> PASSWD = Map.of(
            "elasticsearch", "elasticsearch:x:105:110::/nonexistent:/bin/false",
            "105", "elasticsearch:x:105:110::/nonexistent:/bin/false",
            "torn", "torn:x:");

    private final Users users = new Users(key -> Optional.ofNullable(PASSWD.get(key)));

    @Test
    void aNameIsFoundWithItsNumbers() {
        assertThat(users.find("elasticsearch")).contains(new UnixUser("elasticsearch", 105, 110));
    }

    @Test
    void aNumberNeedsNoAccount() {
        assertThat(users.find("1234")).contains(new UnixUser("1234", 1234, 1234));
        assertThat(users.find("1234:99")).contains(new UnixUser("1234", 1234, 99));
    }

    @Test
    void aNumberOfAnAccountHasTheGroupOfTheAccount() {
        assertThat(users.find("105")).contains(new UnixUser("elasticsearch", 105, 110));
        assertThat(users.find("105:0")).contains(new UnixUser("elasticsearch", 105, 0));
    }

    @Test
    void anUnknownNameAndATornLineAreNobody() {
        assertThat(users.find("ghost")).isEmpty();
        assertThat(users.find("torn")).isEmpty();
    }

    @Test
    void thisProcessHasAUser() {
        assertThat(Users.ofThisHost().self().uid()).isNotNegative();
    }
}
