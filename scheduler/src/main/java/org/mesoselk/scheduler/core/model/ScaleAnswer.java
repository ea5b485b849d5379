package org.mesoselk.scheduler.core.model;

import java.util.List;

/** The core's answer to a wish for another number of members. */
public sealed interface ScaleAnswer {

    /** Shall be stored as {@code records}; {@code notes} are sentences worth saying (e.g. what 0-all costs). */
    record Accepted(Records records, Operation operation, List<String> notes) implements ScaleAnswer {}

    /** That many are wanted already. */
    record Unchanged(int count) implements ScaleAnswer {}

    /** Each veto by name with its sentence; {@code confirmWouldDo} when all of them can be overruled by confirm. */
    record Refused(List<Wait> vetoes, boolean confirmWouldDo) implements ScaleAnswer {}
}
