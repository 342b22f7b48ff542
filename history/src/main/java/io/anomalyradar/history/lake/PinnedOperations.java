package io.anomalyradar.history.lake;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * One commit on top of one version of a table: Iceberg would otherwise repeat it on top of a newer one, whose positions
 * in the log nobody has compared.
 */
final class PinnedOperations implements TableOperations {
    private final TableOperations operations;
    private TableMetadata pinned;

    PinnedOperations(TableOperations operations, TableMetadata pinned) {
        this.operations = operations;
        this.pinned = pinned;
    }

    @Override
    public TableMetadata current() {
        return pinned;
    }

    @Override
    public TableMetadata refresh() {
        return pinned;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        try {
            operations.commit(base, metadata);
        } catch (CommitFailedException changed) {
            throw new LakeConflict(String.valueOf(changed.getMessage()));
        }
        pinned = operations.current();
    }

    @Override
    public FileIO io() {
        return operations.io();
    }

    @Override
    public String metadataFileLocation(String name) {
        return operations.metadataFileLocation(name);
    }

    @Override
    public LocationProvider locationProvider() {
        return operations.locationProvider();
    }
}
