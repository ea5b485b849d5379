package org.mesoselk.benchmarks;

import java.util.List;

/** Something that can be measured by its name. */
public interface Bench {

    String name();

    /** What it measures, in a line. */
    String summary();

    /** How often, unless told otherwise. */
    int repetitions();

    /** Ends all that it starts, whatever happens. */
    List<Row> run(int repetitions, Scene scene) throws Exception;
}
