package org.mesoselk.simulator.world;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What all parts of one simulated world share: its time, its chance, its weather and the script of what happened. */
public final class Universe {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    public final Agenda agenda = new Agenda();
    public final Chance chance;
    public final Weather weather = new Weather();
    public final Script script;
    private final Map<Weather.Risk, Integer> happened = new EnumMap<>(Weather.Risk.class);

    public Universe(long seed, Script script) {
        this.chance = new Chance(seed);
        this.script = script;
    }

    public long now() {
        return agenda.now();
    }

    /** The true time; a scheduler's clock may be off. */
    public Instant instant() {
        return BEGINNING.plusMillis(agenda.now());
    }

    /** Whether this goes wrong now. */
    public boolean strikes(Weather.Risk risk) {
        boolean strikes = chance.permil(weather.of(risk, now()));
        if (strikes) {
            happened.merge(risk, 1, Integer::sum);
        }
        return strikes;
    }

    public Map<Weather.Risk, Integer> happened() {
        return happened;
    }

    public void tell(Supplier<String> what) {
        script.tell(now(), what);
    }
}
