package io.anomalyradar.app.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;

/**
 * The heap of a process.
 *
 * @param bytes the whole
 * @param lastingBytes what of it may hold objects that last: the old generation, where the collector has a fixed one
 */
public record Heap(long bytes, long lastingBytes) {

    /** The heap of this process. */
    public static Heap ofThisProcess() {
        long bytes = 0;
        long old = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            long most = pool.getUsage().getMax();
            if (pool.getType() == MemoryType.HEAP && most > 0) {
                bytes += most;
                String name = pool.getName().toLowerCase(Locale.ROOT);
                old = name.contains("old") || name.contains("tenured") ? most : old;
            }
        }
        long all = Math.max(Runtime.getRuntime().maxMemory(), bytes);
        return new Heap(all, old > 0 ? old : all);
    }
}
