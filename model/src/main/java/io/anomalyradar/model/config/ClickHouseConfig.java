package io.anomalyradar.model.config;

/**
 * How the ClickHouse server is reached.
 *
 * @param url of its HTTP interface
 * @param password empty: none; {@code secret:name} refers to a secret
 * @param database created when it is missing
 */
public record ClickHouseConfig(String url, String user, String password, String database) {

    /** The same with another password. */
    public ClickHouseConfig withPassword(String other) {
        return new ClickHouseConfig(url, user, other, database);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + url + ", database " + database;
    }
}
