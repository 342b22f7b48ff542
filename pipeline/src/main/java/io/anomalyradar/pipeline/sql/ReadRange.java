package io.anomalyradar.pipeline.sql;

import java.time.Instant;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the topics is read.
 *
 * @param from what was appended then or later; null: everything that the log still has
 * @param isBounded up to the end of the log as it is at the start; otherwise for ever
 */
public record ReadRange(@Nullable Instant from, boolean isBounded) {
    /** The whole log: entries of a registry count however old they are. */
    ReadRange fromTheBeginning() {
        return new ReadRange(null, isBounded);
    }

    OffsetsInitializer start() {
        return from == null ? OffsetsInitializer.earliest() : OffsetsInitializer.timestamp(from.toEpochMilli());
    }
}
