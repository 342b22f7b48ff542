package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Accepts any Kafka record: the decoder reports an invalid value; this class never throws for it. */
final class TelemetryDeserialization implements KafkaRecordDeserializationSchema<TelemetryRecord> {
    private static final byte[] NO_BYTES = {};

    private final transient ReadPositions positions;
    private transient List<DeadLetter.Header> latest = List.of();

    /** @param positions are updated with each record */
    TelemetryDeserialization(ReadPositions positions) {
        this.positions = positions;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<TelemetryRecord> out) {
        positions.read(kafka);
        out.collect(new TelemetryRecord(
                kafka.partition(),
                kafka.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH),
                kafka.offset(),
                kafka.timestamp(),
                kafka.key(),
                kafka.value(),
                headers(kafka)));
    }

    /** The same list for one record after another with the same headers: most differ in no header. */
    private List<DeadLetter.Header> headers(ConsumerRecord<byte[], byte[]> kafka) {
        Header[] given = kafka.headers().toArray();
        if (given.length == 0) {
            return List.of();
        }
        if (isLatest(given)) {
            return latest;
        }
        List<DeadLetter.Header> headers = new ArrayList<>(given.length);
        for (Header header : given) {
            byte[] value = header.value();
            headers.add(new DeadLetter.Header(header.key(), value == null ? NO_BYTES : value));
        }
        latest = List.copyOf(headers);
        return latest;
    }

    private boolean isLatest(Header[] given) {
        if (given.length != latest.size()) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            DeadLetter.Header known = latest.get(i);
            if (!known.name().equals(given[i].key()) || !Arrays.equals(known.value(), given[i].value())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public TypeInformation<TelemetryRecord> getProducedType() {
        return TelemetryRecordSerializer.TYPE;
    }
}
