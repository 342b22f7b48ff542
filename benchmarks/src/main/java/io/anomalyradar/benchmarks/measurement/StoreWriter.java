package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** The embedded store's writer beside DuckDB's own appender, which is given the same rows in the same run. */
public final class StoreWriter implements Measurement {
    private static final int DEVICES = 500;
    private static final int METRICS = 10;
    private static final int FRAMES = 25_000;
    private static final long START = 1_732_233_600_000L;
    private static final String TABLE =
            """
            CREATE TABLE samples (
                series INTEGER NOT NULL, ts BIGINT NOT NULL, value DOUBLE NOT NULL, expected DOUBLE, lower DOUBLE,
                upper DOUBLE, score DOUBLE NOT NULL, status TINYINT NOT NULL, source INTEGER NOT NULL,
                source_offset BIGINT NOT NULL, config INTEGER NOT NULL, append_ms BIGINT NOT NULL, batch BIGINT NOT NULL)""";

    private final Random random = new Random(5);
    private final double[][] levels = new double[DEVICES][METRICS];
    private long offset;

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        Path directory = Files.createTempDirectory("radar-store-writer");
        int runs = effort.windows() + 1; // the first warms up
        double[] ours = new double[runs];
        double[] appender = new double[runs];
        double bytes;
        Path plain = directory.resolve("plain.duckdb");
        try (HistoryStore store = DuckDbHistory.open(directory.resolve("history.duckdb"), HistoryConfig.DEFAULT);
                DuckDBConnection connection = connect(plain)) {
            for (int run = 0; run < runs; run++) {
                List<ScoreFrame> frames = frames();
                HistoryBatch.Builder batch = HistoryBatch.builder();
                frames.forEach(batch::add);
                HistoryBatch built = batch.build();
                long start = System.nanoTime();
                store.commit(built);
                ours[run] = (double) FRAMES * METRICS * 1e9 / (System.nanoTime() - start);
                start = System.nanoTime();
                append(connection, frames, run);
                appender[run] = (double) FRAMES * METRICS * 1e9 / (System.nanoTime() - start);
            }
            bytes = bytes(connection, directory.resolve("bytes.duckdb")) / ((double) FRAMES * METRICS * runs);
        } finally {
            delete(directory);
        }
        double[] ratios = new double[runs];
        Arrays.setAll(ratios, i -> ours[i] / appender[i]);
        return new BenchmarkSection(
                "(i) Writer of the embedded store",
                "`HistoryStore.commit` of " + FRAMES * METRICS + " samples (frames of ten from " + DEVICES
                        + " devices), ledger and commit included, and DuckDB's appender with the same columns in a"
                        + " transaction, in turn. Values are random walks with two decimals.",
                List.of(
                        Row.of("samples committed by the store", measured(ours), Unit.PER_SECOND),
                        Row.of("rows committed by DuckDB's appender", measured(appender), Unit.PER_SECOND),
                        new Row("store ÷ appender", measured(ratios), Unit.RATIO, Aim.atLeast(0.7)),
                        new Row(
                                "series, time and value of a sample on disk",
                                Spread.of(bytes),
                                Unit.BYTES,
                                Aim.atMost(2))),
                List.of());
    }

    private static Spread measured(double[] all) {
        return Spread.of(Arrays.copyOfRange(all, 1, all.length));
    }

    private List<ScoreFrame> frames() {
        ScoreFrame[] frames = new ScoreFrame[FRAMES];
        for (int i = 0; i < FRAMES; i++, offset++) {
            int device = (int) (offset % DEVICES);
            double[] values = levels[device];
            for (int m = 0; m < METRICS; m++) {
                values[m] = Math.round((values[m] + random.nextGaussian() * 0.1) * 100) / 100.0;
            }
            frames[i] = frame(device, values);
        }
        return List.of(frames);
    }

    private ScoreFrame frame(int device, double[] level) {
        double[] values = level.clone();
        String[] metrics = new String[METRICS];
        Arrays.setAll(metrics, m -> "metric-" + m);
        SampleStatus[] statuses = new SampleStatus[METRICS];
        Arrays.fill(statuses, SampleStatus.NORMAL);
        long millis = START + offset / DEVICES * 1_000;
        return new ScoreFrame(
                "device-" + device,
                millis,
                new SourcePosition("telemetryTopic00000000", 0, 0, offset),
                millis,
                1,
                metrics,
                new ScoreFrame.Columns(
                        values,
                        Arrays.stream(values).map(v -> v + 0.3).toArray(),
                        Arrays.stream(values).map(v -> v - 3.1).toArray(),
                        Arrays.stream(values).map(v -> v + 3.1).toArray(),
                        Arrays.stream(values).map(v -> Math.abs(v) / 50).toArray()),
                statuses,
                Attributes.NONE);
    }

    private static DuckDBConnection connect(Path file) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("wal_autocheckpoint", "64MB");
        DuckDBConnection connection =
                new DuckDBDriver().connect("jdbc:duckdb:" + file, settings).unwrap(DuckDBConnection.class);
        run(connection, TABLE);
        return connection;
    }

    private static void run(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void append(DuckDBConnection connection, List<ScoreFrame> frames, long batch) throws SQLException {
        run(connection, "BEGIN");
        try (DuckDBAppender appender = connection.createAppender("samples")) {
            for (ScoreFrame frame : frames) {
                int device = Integer.parseInt(frame.device().substring("device-".length()));
                for (int m = 0; m < METRICS; m++) {
                    appender.beginRow();
                    appender.append(device * METRICS + m);
                    appender.append(frame.timestampMillis());
                    appender.append(frame.value(m));
                    appender.append(frame.expected(m));
                    appender.append(frame.lower(m));
                    appender.append(frame.upper(m));
                    appender.append(frame.score(m));
                    appender.append((byte) frame.status(m).number());
                    appender.append(0);
                    appender.append(frame.source().offset());
                    appender.append(frame.configVersion());
                    appender.append(frame.appendTimeMillis());
                    appender.append(batch);
                    appender.endRow();
                }
            }
        }
        run(connection, "COMMIT");
    }

    /** The size of a database with these three columns alone, rows in their order. */
    private static long bytes(DuckDBConnection connection, Path file) throws Exception {
        run(connection, "ATTACH '" + file + "' AS three");
        run(connection, "CREATE TABLE three.samples AS SELECT series, ts, value FROM samples");
        run(connection, "CHECKPOINT three");
        run(connection, "DETACH three");
        return Files.size(file);
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
