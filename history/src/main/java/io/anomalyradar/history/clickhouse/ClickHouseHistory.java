package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.ClickHouseConfig;

/** The history in one database of a ClickHouse server. */
public final class ClickHouseHistory {
    private ClickHouseHistory() {}

    /**
     * Opens the store, creating the database and bringing it to the newest version.
     *
     * @throws HistoryException NOT_ACCESSIBLE, NEWER_SCHEMA
     */
    public static HistoryStore open(ClickHouseConfig config) {
        try (ChConnection server = new ChConnection(config, null)) {
            server.run(
                    "creating the database of the history",
                    "CREATE DATABASE IF NOT EXISTS " + ChSql.name(config.database()));
        }
        ChConnection connection = new ChConnection(config, config.database());
        try {
            return new HistoryStore(new ChRows(connection));
        } catch (RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }
}
