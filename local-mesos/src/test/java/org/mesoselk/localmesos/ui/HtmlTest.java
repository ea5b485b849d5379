package org.mesoselk.localmesos.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void whatIsPutIntoATemplateStaysText() {
        assertThat(Html.of("<a title=\"{}\">{}</a>", "\"' onclick=x", "<b>&</b>")
                        .markup())
                .isEqualTo("<a title=\"&quot;&#39; onclick=x\">&lt;b&gt;&amp;&lt;/b&gt;</a>");
    }

    @Test
    void placesThatCameWithAValueAreNotFilled() {
        assertThat(Html.of("{} {}", "{}", "second").markup()).isEqualTo("{} second");
    }

    @Test
    void piecesOfHtmlAreKeptAsTheyAre() {
        assertThat(Html.of("<p>{}</p>", Html.of("<b>{}</b>", "<")).markup()).isEqualTo("<p><b>&lt;</b></p>");
    }

    @Test
    void controlCharactersShowAsTheirPictures() {
        assertThat(Html.text("a\u0000\u001b[31m\u007f\n\tb").markup()).isEqualTo("a\u2400\u241b[31m\u2421\n\tb");
    }

    @Test
    void aTemplateAndItsValuesMustFit() {
        assertThatThrownBy(() -> Html.of("{} {}", 1)).hasMessageContaining("more places than values");
        assertThatThrownBy(() -> Html.of("{}", 1, 2)).hasMessageContaining("more values than places");
    }

    @Test
    void onlyAddressesOfTheWebAreLinkedTo() {
        assertThat(Link.outside("https://host:1/x?y=z")).contains("https://host:1/x?y=z");
        for (String other : new String[] {
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "//host/x",
            "/x",
            "http:",
            "not a url",
            ""
        }) {
            assertThat(Link.outside(other)).as(other).isEmpty();
        }
        assertThat(Link.to("/ui/browse", "path", "/a b&c=d/é", "offset", "1"))
                .isEqualTo("/ui/browse?path=%2Fa+b%26c%3Dd%2F%C3%A9&offset=1");
    }
}
