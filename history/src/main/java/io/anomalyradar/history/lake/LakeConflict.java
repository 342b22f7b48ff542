package io.anomalyradar.history.lake;

import org.apache.iceberg.exceptions.CleanableFailure;

/** Nothing was committed: another process has changed the table. Read its positions again and continue there. */
public final class LakeConflict extends RuntimeException implements CleanableFailure {
    LakeConflict(String message) {
        super(message);
    }
}
