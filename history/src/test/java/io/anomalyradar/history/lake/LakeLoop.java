package io.anomalyradar.history.lake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes the {@link LakeLog} to a lake from where it ends to an offset, compacts and expires, and may halt in the midst of it. */
final class LakeLoop {
    private static final int FRAMES = 400;

    private LakeLoop() {}

    /** Arguments: the lake, the offset to reach, and the milliseconds until the halt, 0 for none. */
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        long end = Long.parseLong(arguments[1]);
        long halt = Long.parseLong(arguments[2]);
        LakeTable table = LakeTable.open(root, LakeSchema.TELEMETRY);
        System.out.println("open");
        if (halt > 0) {
            Thread killer = new Thread(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(halt));
                Runtime.getRuntime().halt(137); // no hook runs, as with kill -9
            });
            killer.setDaemon(true);
            killer.start();
        }
        for (int commits = 1; LakeLog.next(table) < end; commits++) {
            long from = LakeLog.next(table);
            long to = Math.min(end, from + FRAMES);
            try (LakeBatch batch = table.begin()) {
                LakeLog.add(batch, from, to);
                batch.commit(LakeLog.at(to));
            }
            if (commits % 5 == 0) {
                var compacted = new Compaction(table, 128).run();
                var expired = new Expiry(table).run(Instant.now(), null, Duration.ofHours(2));
                System.out.println(compacted + " " + expired);
            }
        }
        System.out.println("done");
    }
}
