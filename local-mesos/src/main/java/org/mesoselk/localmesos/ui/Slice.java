package org.mesoselk.localmesos.ui;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Some of many rows.
 *
 * @param offset of the first
 * @param all how many there are
 */
public record Slice<T>(List<T> rows, int offset, int all) {

    /** Rows of one page. */
    public static final int SIZE = 100;

    /** A page's worth of {@code all} from {@code offset}; only these are made into what is shown. */
    public static <S, T> Slice<T> of(Collection<S> all, int offset, Function<S, T> view) {
        int from = Math.max(0, Math.min(offset, all.size()));
        return new Slice<>(all.stream().skip(from).limit(SIZE).map(view).toList(), from, all.size());
    }

    /** Links to the rows before and after; nothing where all fit on the page. {@code address} gets an offset. */
    Html pager(Function<Integer, String> address) {
        if (all <= rows.size()) {
            return Html.NOTHING;
        }
        Html before = offset > 0
                ? Html.of("<a href=\"{}\">Previous</a> ", address.apply(Math.max(0, offset - SIZE)))
                : Html.NOTHING;
        Html after = offset + rows.size() < all
                ? Html.of("<a href=\"{}\">Next</a>", address.apply(offset + SIZE))
                : Html.NOTHING;
        return Html.of(
                "<p class=\"pager\">{}&ndash;{} of {} {}{}</p>\n",
                rows.isEmpty() ? offset : offset + 1,
                offset + rows.size(),
                all,
                before,
                after);
    }
}
