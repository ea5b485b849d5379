package org.mesoselk.localmesos.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processes of a container use together. */
public record ProcessUsage(double userSeconds, double systemSeconds, long rssBytes) {

    /** USER_HZ, which Linux has fixed at 100 for everything that user space sees. */
    private static final double TICKS_PER_SECOND = 100;

    private static final long PAGE_BYTES = 4096;

    public static ProcessUsage of(ProcessId leader) {
        long user = 0;
        long system = 0;
        long rss = 0;
        for (long pid : new ProcessTree(leader).members()) {
            user += ProcStat.read(pid).map(ProcStat::userTicks).orElse(0L);
            system += ProcStat.read(pid).map(ProcStat::systemTicks).orElse(0L);
            rss += residentPages(pid) * PAGE_BYTES;
        }
        return new ProcessUsage(user / TICKS_PER_SECOND, system / TICKS_PER_SECOND, rss);
    }

    private static long residentPages(long pid) {
        try {
            List<String> fields = List.of(
                    Files.readString(Path.of("/proc/" + pid + "/statm")).strip().split(" ", -1));
            return Long.parseLong(fields.get(1));
        } catch (IOException e) {
            return 0;
        }
    }
}
