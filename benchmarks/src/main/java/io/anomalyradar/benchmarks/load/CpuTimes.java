package io.anomalyradar.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time used so far by the threads of a process, by thread. It gives the cost of a reading, which other
 * processes on the machine affect far less than they affect the rate. It is read from {@code /proc}, so that it
 * includes the JVM's own threads (collector, compiler). Thread names are cut to 15 characters there.
 */
public final class CpuTimes {
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux

    private final Map<Long, Long> ticks = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    private CpuTimes() {}

    /** Of this process, now. */
    public static CpuTimes now() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    /** Of the process {@code pid}, now. */
    public static CpuTimes of(long pid) throws IOException {
        CpuTimes times = new CpuTimes();
        List<Path> threads;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            threads = tasks.toList();
        }
        for (Path thread : threads) {
            times.read(thread);
        }
        return times;
    }

    private void read(Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int nameEnd = stat.lastIndexOf(')'); // a name may contain any character
            String[] fields = stat.substring(nameEnd + 2).split(" ", -1);
            long id = Long.parseLong(String.valueOf(thread.getFileName()));
            ticks.put(id, Long.parseLong(fields[11]) + Long.parseLong(fields[12])); // user and system
            names.put(id, stat.substring(stat.indexOf('(') + 1, nameEnd));
        } catch (NoSuchFileException ended) {
            // the time of a thread that has ended since then is not counted
        }
    }

    /** Seconds of processor time since {@code before}, by thread name. */
    public Map<String, Double> since(CpuTimes before) {
        Map<String, Double> used = new TreeMap<>();
        names.forEach((id, name) -> {
            long delta = ticks.getOrDefault(id, 0L) - before.ticks.getOrDefault(id, 0L);
            used.merge(name, delta / TICKS_A_SECOND, Double::sum);
        });
        return used;
    }
}
