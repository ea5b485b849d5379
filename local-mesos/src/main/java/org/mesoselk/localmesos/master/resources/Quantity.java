package org.mesoselk.localmesos.master.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** How much of one resource. */
sealed interface Quantity {

    Quantity plus(Quantity other);

    /** What is left; never less than nothing. */
    Quantity minus(Quantity other);

    boolean contains(Quantity other);

    boolean isEmpty();

    void writeTo(Resource.Builder resource);

    /** As Mesos writes it in its sentences. */
    String text();

    static Quantity of(Resource resource) {
        return switch (resource.getType()) {
            case SCALAR -> new Amount(Math.round(resource.getScalar().getValue() * 1000));
            case RANGES ->
                Spans.of(resource.getRanges().getRangeList().stream()
                        .map(range -> new Span(range.getBegin(), range.getEnd()))
                        .toList());
            case SET -> new Items(new TreeSet<>(resource.getSet().getItemList()));
            case TEXT ->
                throw new IllegalArgumentException("resource " + resource.getName() + " cannot be of type TEXT");
        };
    }

    /** A scalar in thousandths, the precision of Mesos: 0.1 + 0.2 is 0.3 here. */
    record Amount(long thousandths) implements Quantity {
        @Override
        public Quantity plus(Quantity other) {
            return new Amount(thousandths + ((Amount) other).thousandths);
        }

        @Override
        public Quantity minus(Quantity other) {
            return new Amount(Math.max(0, thousandths - ((Amount) other).thousandths));
        }

        @Override
        public boolean contains(Quantity other) {
            return thousandths >= ((Amount) other).thousandths;
        }

        @Override
        public boolean isEmpty() {
            return thousandths <= 0;
        }

        @Override
        public void writeTo(Resource.Builder resource) {
            resource.setScalar(Value.Scalar.newBuilder().setValue(thousandths / 1000.0));
        }

        @Override
        public String text() {
            return thousandths % 1000 == 0 ? Long.toString(thousandths / 1000) : Double.toString(thousandths / 1000.0);
        }
    }

    /** Both ends belong to it. */
    record Span(long begin, long end) {}

    /** Disjoint spans in ascending order, none touching the next. */
    record Spans(List<Span> spans) implements Quantity {

        static Spans of(List<Span> any) {
            List<Span> merged = new ArrayList<>();
            any.stream()
                    .filter(span -> span.begin() <= span.end())
                    .sorted(java.util.Comparator.comparingLong(Span::begin))
                    .forEach(span -> {
                        Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                        if (last != null && span.begin() <= last.end() + 1) {
                            merged.set(merged.size() - 1, new Span(last.begin(), Math.max(last.end(), span.end())));
                        } else {
                            merged.add(span);
                        }
                    });
            return new Spans(List.copyOf(merged));
        }

        @Override
        public Quantity plus(Quantity other) {
            List<Span> all = new ArrayList<>(spans);
            all.addAll(((Spans) other).spans);
            return of(all);
        }

        @Override
        public Quantity minus(Quantity other) {
            List<Span> left = spans;
            for (Span cut : ((Spans) other).spans) {
                List<Span> next = new ArrayList<>();
                for (Span span : left) {
                    next.add(new Span(span.begin(), Math.min(span.end(), cut.begin() - 1)));
                    next.add(new Span(Math.max(span.begin(), cut.end() + 1), span.end()));
                }
                left = of(next).spans;
            }
            return of(left);
        }

        @Override
        public boolean contains(Quantity other) {
            return other.minus(this).isEmpty();
        }

        @Override
        public boolean isEmpty() {
            return spans.isEmpty();
        }

        @Override
        public void writeTo(Resource.Builder resource) {
            Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
            spans.forEach(span -> ranges.addRange(
                    Value.Range.newBuilder().setBegin(span.begin()).setEnd(span.end())));
            resource.setRanges(ranges);
        }

        @Override
        public String text() {
            return spans.stream()
                    .map(span -> span.begin() + "-" + span.end())
                    .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
        }
    }

    record Items(SortedSet<String> items) implements Quantity {
        @Override
        public Quantity plus(Quantity other) {
            SortedSet<String> all = new TreeSet<>(items);
            all.addAll(((Items) other).items);
            return new Items(all);
        }

        @Override
        public Quantity minus(Quantity other) {
            SortedSet<String> left = new TreeSet<>(items);
            left.removeAll(((Items) other).items);
            return new Items(left);
        }

        @Override
        public boolean contains(Quantity other) {
            return items.containsAll(((Items) other).items);
        }

        @Override
        public boolean isEmpty() {
            return items.isEmpty();
        }

        @Override
        public void writeTo(Resource.Builder resource) {
            resource.setSet(Value.Set.newBuilder().addAllItem(items));
        }

        @Override
        public String text() {
            return "{" + String.join(", ", items) + "}";
        }
    }
}
