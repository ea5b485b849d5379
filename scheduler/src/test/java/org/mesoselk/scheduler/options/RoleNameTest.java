package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "elk", "prod/search", "a/b/c", ".hidden", "a.b", "a-b", "r*", "a_1"})
    void whatMesosTakesIsTaken(String role) {
        assertThat(RoleName.fault(role)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"    | is empty",
                ".       | '.' cannot be a role",
                "..      | '..' cannot be a role",
                "a/../b  | '..' cannot be a role",
                "-x      | begins with a dash",
                "a/-b    | '-b' begins with a dash",
                "/a      | slash",
                "a/      | slash",
                "a//b    | slash",
                "a/*     | '*' stands for no role",
                "\"a b\" | white space",
                "\"a\tb\"| white space",
                "\"a\bb\"| control character"
            })
    void whatMesosRefusesIsRefusedWithTheReason(String role, String reason) {
        assertThat(RoleName.fault(role).orElse("")).contains(reason);
    }
}
