package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.List;

/** What frameworks hold in their hands, and what roles there are. */
final class OffersPage {

    private OffersPage() {}

    static Html offers(Slice<OfferView> offers, Instant now) {
        Table table = new Table("ID", "Framework", "Role", "Host", "Resources", "Offered");
        for (OfferView offer : offers.rows()) {
            table.row(
                    offer.id(),
                    Html.of(
                            "<a href=\"{}\">{}</a>",
                            Link.to("/ui/framework", "id", offer.frameworkId()),
                            offer.frameworkName()),
                    offer.role(),
                    Html.of("<a href=\"{}\">{}</a>", Link.to("/ui/agent", "id", offer.agentId()), offer.host()),
                    offer.resources().text(),
                    Times.ago(offer.made(), now));
        }
        return Html.of(
                "<h1>Offers</h1>\n{}{}",
                table.html("No offer is outstanding."),
                offers.pager(offset -> Link.to("/ui/offers", "offset", Integer.toString(offset))));
    }

    static Html roles(List<RoleView> roles) {
        Table table = new Table("Role", "Frameworks", "Allocated", "Offered");
        roles.forEach(role -> table.row(
                role.name(),
                role.frameworks(),
                role.used().text(),
                role.offered().text()));
        return Html.of("<h1>Roles</h1>\n{}", table.html("No framework has a role."));
    }
}
