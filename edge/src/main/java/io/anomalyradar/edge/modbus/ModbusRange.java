package io.anomalyradar.edge.modbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Points that one request reads: of one table, close to each other. */
record ModbusRange(ModbusPoint.Table table, int from, int count, List<ModbusPoint> points) {
    private static final int MOST_REGISTERS = 125;
    private static final int MOST_BITS = 2_000;
    private static final int CLOSE = 8;

    /** The fewest requests for these points that read little between them. */
    static List<ModbusRange> of(List<ModbusPoint> points) {
        List<ModbusPoint> sorted = points.stream()
                .sorted(Comparator.comparing(ModbusPoint::table).thenComparing(ModbusPoint::address))
                .toList();
        List<ModbusRange> ranges = new ArrayList<>();
        List<ModbusPoint> together = new ArrayList<>();
        int end = 0;
        for (ModbusPoint point : sorted) {
            if (!together.isEmpty() && !fits(together.get(0), end, point)) {
                ranges.add(range(together, end));
                together = new ArrayList<>();
                end = 0;
            }
            together.add(point);
            end = Math.max(end, point.end());
        }
        if (!together.isEmpty()) {
            ranges.add(range(together, end));
        }
        return ranges;
    }

    private static boolean fits(ModbusPoint first, int end, ModbusPoint next) {
        int most = next.table().isBits() ? MOST_BITS : MOST_REGISTERS;
        return first.table() == next.table() && next.address() - end <= CLOSE && next.end() - first.address() <= most;
    }

    private static ModbusRange range(List<ModbusPoint> points, int end) {
        ModbusPoint first = points.get(0);
        return new ModbusRange(first.table(), first.address(), end - first.address(), List.copyOf(points));
    }

    /** How many bytes an answer has. */
    int bytes() {
        return table.isBits() ? (count + 7) / 8 : count * 2;
    }
}
