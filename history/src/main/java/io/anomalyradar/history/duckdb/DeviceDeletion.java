package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Expired;
import java.sql.Connection;
import java.sql.SQLException;

/** Deletes everything that is stored of one device. */
final class DeviceDeletion {
    private static final String SERIES = "(SELECT id FROM series WHERE device = ?)";

    private DeviceDeletion() {}

    static Expired run(Connection connection, Known known, String name) throws SQLException {
        KnownDevice device = known.devices().remove(name);
        long anomalies = Sql.change(connection, "DELETE FROM anomalies WHERE device = ?", name);
        if (device == null) {
            return new Expired(0, anomalies, 0, 0);
        }
        long samples = Sql.change(connection, "DELETE FROM samples WHERE series IN " + SERIES, device.id());
        long aggregates = Sql.change(connection, "DELETE FROM aggregates WHERE series IN " + SERIES, device.id());
        Sql.change(connection, "DELETE FROM series WHERE device = ?", device.id());
        Sql.change(connection, "DELETE FROM marks WHERE device = ?", device.id());
        Sql.change(connection, "DELETE FROM devices WHERE id = ?", device.id());
        return new Expired(samples, anomalies, aggregates, 1);
    }
}
