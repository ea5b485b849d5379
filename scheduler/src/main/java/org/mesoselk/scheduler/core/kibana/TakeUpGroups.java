package org.mesoselk.scheduler.core.kibana;

/**
 * A group that the options name for the first time gets as many instances as they say. One that they name no more goes on
 * as it is until somebody scales it to 0: nothing is stopped because an option was forgotten.
 */
final class TakeUpGroups {

    private TakeUpGroups() {}

    static void into(KibanaTick tick) {
        for (String group : tick.settings.groups()) {
            if (!tick.spec().counts().containsKey(group)) {
                tick.records(tick.records().with(tick.spec().withCount(group, tick.settings.firstCount())));
            }
        }
        for (String group : tick.spec().counts().keySet()) {
            if (!tick.settings.groups().contains(group)) {
                forget(tick, group);
            }
        }
    }

    private static void forget(KibanaTick tick, String group) {
        int count = tick.spec().counts().get(group);
        if (count == 0 && tick.of(group).isEmpty()) {
            tick.records(tick.records().with(tick.spec().withoutGroup(group)));
        } else {
            tick.wait(
                    "group-unknown",
                    group,
                    "group " + group + " has " + tick.of(group).size() + " instances, and no --group says any more"
                            + " where its Elasticsearch is: those that run go on, none is launched; name it again, or"
                            + " scale it to 0");
        }
    }
}
