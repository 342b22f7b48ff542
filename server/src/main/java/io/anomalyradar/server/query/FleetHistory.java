package io.anomalyradar.server.query;

import io.anomalyradar.history.DeviceCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The rows of a heat map: devices or groups over time, the worst first.
 *
 * @param rows those with the highest anomaly rate, at most as many as were asked for
 * @param total how many there are
 */
record FleetHistory(List<Row> rows, int total) {
    /**
     * One device or group.
     *
     * @param devices how many devices it has
     * @param worst the greatest score
     * @param rate the share of unusual among the scored samples; NaN: none was scored
     * @param scores the greatest score of each stretch; NaN: there is no window
     * @param rates the anomaly rate of each stretch; NaN: no sample was scored
     */
    @SuppressWarnings("ArrayRecordComponent") // a column store, never compared
    record Row(String name, int devices, double worst, double rate, double[] scores, double[] rates) {}

    private static final Comparator<Row> WORST_FIRST = Comparator.comparingDouble(
                    (Row row) -> Double.isNaN(row.rate) ? -1 : row.rate)
            .reversed()
            .thenComparing(Comparator.comparingDouble((Row row) -> row.worst).reversed())
            .thenComparing(Row::name);

    /** Sums the cells of the devices that {@code rowOf} gives the same name. */
    static FleetHistory of(List<DeviceCell> cells, int columns, UnaryOperator<String> rowOf, int most) {
        Map<String, Sums> sums = new HashMap<>();
        String device = "";
        Sums row = null;
        for (DeviceCell cell : cells) {
            if (row == null || !cell.device().equals(device)) {
                device = cell.device();
                row = sums.computeIfAbsent(rowOf.apply(device), name -> new Sums(columns));
                row.devices++;
            }
            if (cell.column() >= 0 && cell.column() < columns) {
                row.add(cell);
            }
        }
        List<Row> rows = new ArrayList<>(sums.size());
        sums.forEach((name, sum) -> rows.add(sum.row(name)));
        rows.sort(WORST_FIRST);
        return new FleetHistory(List.copyOf(rows.subList(0, Math.min(most, rows.size()))), rows.size());
    }

    private static final class Sums {
        private final double[] worst;
        private final long[] unusual;
        private final long[] scored;
        private int devices;

        Sums(int columns) {
            worst = new double[columns];
            unusual = new long[columns];
            scored = new long[columns];
            Arrays.fill(worst, Double.NaN);
        }

        void add(DeviceCell cell) {
            int at = cell.column();
            worst[at] = Double.isNaN(worst[at]) ? cell.worst() : Math.max(worst[at], cell.worst());
            unusual[at] += cell.unusual();
            scored[at] += cell.scored();
        }

        Row row(String name) {
            double[] rates = new double[worst.length];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = rate(unusual[i], scored[i]);
            }
            double greatest = Arrays.stream(worst)
                    .filter(score -> !Double.isNaN(score))
                    .max()
                    .orElse(0);
            double rate =
                    rate(Arrays.stream(unusual).sum(), Arrays.stream(scored).sum());
            return new Row(name, devices, greatest, rate, worst, rates);
        }

        private static double rate(long unusual, long scored) {
            return scored == 0 ? Double.NaN : (double) unusual / scored;
        }
    }
}
