package org.mesoselk.cli.status;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts, each column as wide as its longest text. */
final class Columns {

    private Columns() {}

    static List<String> lines(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width =
                        rows.stream().mapToInt(it -> it.get(at).length()).max().orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
