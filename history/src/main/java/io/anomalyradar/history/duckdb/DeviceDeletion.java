package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Expired;
import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Deletes everything that is stored of one device. */
final class DeviceDeletion {
    private static final String SERIES = "(SELECT id FROM series WHERE device = ?)";

    private DeviceDeletion() {}

    static Expired run(Connection connection, String name) throws SQLException {
        long anomalies = Sql.change(connection, "DELETE FROM anomalies WHERE device = ?", name);
        long events = Sql.change(connection, "DELETE FROM events WHERE key = ?", name);
        Optional<Integer> device =
                Sql.row(connection, "SELECT id FROM devices WHERE name = ?", row -> row.getInt(1), name);
        if (device.isEmpty()) {
            return new Expired(0, anomalies, 0, 0, events);
        }
        long samples = Sql.change(connection, "DELETE FROM samples WHERE series IN " + SERIES, device.get());
        long windows = 0;
        for (Step step : List.of(Step.MINUTE, Step.HOUR, Step.DAY)) {
            windows += Sql.change(
                    connection, "DELETE FROM " + RollUps.name(step) + " WHERE series IN " + SERIES, device.get());
        }
        LedgerTables.forget(connection, List.of(device.get()));
        return new Expired(samples, anomalies, windows, 1, events);
    }
}
