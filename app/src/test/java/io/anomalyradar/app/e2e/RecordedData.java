package io.anomalyradar.app.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Files in the form of the Numenta and Skoltech benchmarks, with what makes those hard: equal times in a row, a clock
 * set back, gaps, spikes, a lasting change of level, a stuck sensor. The same seed gives the same files.
 */
final class RecordedData {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final LocalDateTime START = LocalDateTime.of(2014, 2, 14, 14, 30);
    private static final int SENSORS = 8;
    private static final int PER_DAY = 288;

    private final Random random;

    RecordedData(long seed) {
        random = new Random(seed);
    }

    /** {@code timestamp,value}, a row in five minutes; answers the number of samples. */
    int writeUnivariate(Path file, int rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("timestamp,value"));
        LocalDateTime time = START;
        for (int row = 0; row < rows; row++) {
            double daily = 40 + 12 * Math.sin(2 * Math.PI * row / PER_DAY);
            double value = daily + random.nextGaussian() + (row > rows * 3 / 4 ? 35 : 0) + (row % 700 >= 694 ? 90 : 0);
            lines.add(TIME.format(time) + "," + number(value));
            time = next(time, row, 300);
        }
        write(file, lines);
        return rows;
    }

    /**
     * Eight sensors and two columns of labels between semicolons, about a row a second; answers the number of samples.
     */
    int writeSensors(Path file, int rows) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("datetime;Accelerometer1RMS;Accelerometer2RMS;Current;Pressure;Temperature;Thermocouple;Voltage;"
                + "Volume Flow RateRMS;anomaly;changepoint");
        LocalDateTime time = START;
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder(TIME.format(time));
            boolean faulty = row % 400 >= 380;
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                boolean stuck = sensor == 3 && row % 500 > 450;
                double noise = stuck ? 0 : random.nextGaussian() * (sensor + 1);
                line.append(';')
                        .append(number(20 * sensor + noise + (faulty && sensor % 3 == 0 ? 15 * (sensor + 1) : 0)));
            }
            lines.add(line.append(faulty ? ";1.0" : ";0.0").append(";0.0").toString());
            time = next(time, row, 1);
        }
        write(file, lines);
        return rows * SENSORS;
    }

    /** Mostly one step on; now and then the same time again, one hour back, or a gap. */
    private static LocalDateTime next(LocalDateTime time, int row, int stepSeconds) {
        if (row % 97 == 96) {
            return time;
        }
        if (row % 613 == 612) {
            return time.minusSeconds(12L * stepSeconds);
        }
        return time.plusSeconds(row % 331 == 330 ? 20L * stepSeconds : stepSeconds);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
