package io.anomalyradar.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Processor time used so far by the whole machine, and by this process with its children. The time used by other
 * processes is the noise in a measurement.
 *
 * @param busy of all processes, in ticks
 * @param stolen by the machine's host
 * @param own of this process and all processes it started
 */
public record Processors(long busy, long stolen, long own, long nanos) {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER = 11; // fields of /proc/pid/stat after the name
    private static final int CHILDREN_SYSTEM = 14;

    /** Now. */
    public static Processors now() throws IOException {
        String[] cpu = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
        long busy = Long.parseLong(cpu[1]) + Long.parseLong(cpu[2]) + Long.parseLong(cpu[3]);
        ProcessHandle self = ProcessHandle.current();
        long own = ticks(self.pid());
        for (ProcessHandle child : self.descendants().toList()) {
            own += ticks(child.pid());
        }
        return new Processors(busy, Long.parseLong(cpu[8]), own, System.nanoTime());
    }

    private static long ticks(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = USER; i <= CHILDREN_SYSTEM; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks;
        } catch (NoSuchFileException ended) {
            return 0; // its parent counts it now
        }
    }

    /**
     * The fraction of the machine's processor time since {@code before} that was neither idle nor used by this process,
     * 0 to 1.
     */
    public double othersSince(Processors before) {
        double all = (nanos - before.nanos)
                / 1e9
                * TICKS_A_SECOND
                * Runtime.getRuntime().availableProcessors();
        double others = busy - before.busy - (own - before.own) + (stolen - before.stolen);
        return Math.max(0, Math.min(1, others / all));
    }
}
