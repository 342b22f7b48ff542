package io.anomalyradar.history.lake;

import io.anomalyradar.history.LogPartition;

/** The log record that rows come from, boxed once for all of them. */
public record LakeRecord(Long arrivedMicros, String topicId, Integer partition, Long offset) {
    /** The record at {@code offset}, appended at {@code appendMillis}. */
    public static LakeRecord at(LogPartition log, long offset, long appendMillis) {
        return new LakeRecord(LakeRow.micros(appendMillis), log.topicId(), log.partition(), offset);
    }
}
