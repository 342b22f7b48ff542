package io.anomalyradar.pipeline.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Splits in a checkpoint: the leader epoch (4 bytes, big-endian), then the connector's own bytes. Version 0 has no
 * epoch.
 */
final class TelemetrySplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    private static final int VERSION = 1;
    private static final int WITHOUT_EPOCH = 0;

    private final KafkaPartitionSplitSerializer connector = new KafkaPartitionSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        byte[] own = connector.serialize(split);
        return ByteBuffer.allocate(Integer.BYTES + own.length)
                .putInt(TelemetrySplit.leaderEpoch(split))
                .put(own)
                .array();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version == WITHOUT_EPOCH) {
            return connector.deserialize(connector.getVersion(), bytes);
        }
        if (version != VERSION) {
            throw new IOException("splits of radar.telemetry have version " + version + "; this release reads up to "
                    + VERSION + ": run the later release");
        }
        int leaderEpoch = ByteBuffer.wrap(bytes).getInt();
        byte[] own = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        return TelemetrySplit.of(connector.deserialize(connector.getVersion(), own), leaderEpoch);
    }
}
