package org.mesoselk.localmesos.ui;

import java.util.ArrayList;
import java.util.List;

/** A table whose rows become cards on a narrow screen; so each cell carries its column's name. */
final class Table {

    private final List<String> columns;
    private final List<Html> rows = new ArrayList<>();

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** One cell for each column: text, or HTML. */
    Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
        }
        List<Html> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            row.add(Html.of("<td data-label=\"{}\">{}</td>", columns.get(i), cells[i]));
        }
        rows.add(Html.of("<tr>{}</tr>\n", Html.join(row)));
        return this;
    }

    /** {@code whenEmpty} stands in place of a table without rows. */
    Html html(String whenEmpty) {
        if (rows.isEmpty()) {
            return Html.of("<p class=\"empty\">{}</p>\n", whenEmpty);
        }
        List<Html> heads =
                columns.stream().map(column -> Html.of("<th>{}</th>", column)).toList();
        return Html.of(
                "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
                Html.join(heads),
                Html.join(rows));
    }
}
