package io.anomalyradar.edge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.math.BigInteger;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.message.model.SparkplugBPayload.SparkplugBPayloadBuilder;
import org.junit.jupiter.api.Test;

/** Payloads that Eclipse Tahu, the reference implementation, writes. */
@SuppressWarnings("JavaUtilDate") // Tahu asks for it
class SparkplugReaderTest {
    private static final long TIME = 1_732_233_600_000L;

    private final SparkplugReader reader = new SparkplugReader();

    private static byte[] payload(long sequence, Metric... metrics) throws Exception {
        SparkplugBPayload payload = new SparkplugBPayloadBuilder(sequence)
                .setTimestamp(new Date(TIME))
                .addMetrics(List.of(metrics))
                .createPayload();
        return new SparkplugBPayloadEncoder().getBytes(payload, false);
    }

    private static Metric metric(String name, MetricDataType type, Object value, long alias) throws Exception {
        return new MetricBuilder(name, type, value)
                .alias(alias)
                .timestamp(new Date(TIME))
                .createMetric();
    }

    private static Metric aliased(MetricDataType type, Object value, long alias) throws Exception {
        Metric metric = metric("unused", type, value, alias);
        metric.setName(null);
        return metric;
    }

    private SparkplugReader.Read read(String topic, byte[] payload) {
        return reader.read(Objects.requireNonNull(SparkplugTopic.of(topic)), payload, TIME);
    }

    private static Map<String, Double> values(List<Decoded> frames) {
        Map<String, Double> values = new HashMap<>();
        for (Decoded decoded : frames) {
            Frame frame = Objects.requireNonNull(decoded.frame());
            for (int i = 0; i < frame.size(); i++) {
                values.put(frame.metric(i), frame.value(i));
            }
        }
        return values;
    }

    @Test
    void birthAndDataByAlias_haveNamesAndSigns() throws Exception {
        read("spBv1.0/plant/NBIRTH/gate", payload(0, metric("bdSeq", MetricDataType.Int64, 7L, 0)));
        List<Decoded> birth = read(
                        "spBv1.0/plant/DBIRTH/gate/press",
                        payload(
                                1,
                                metric("oil", MetricDataType.Float, 61.5f, 1),
                                metric("torque", MetricDataType.Int16, (short) -3, 2),
                                metric("count", MetricDataType.UInt64, new BigInteger("18446744073709551615"), 3),
                                metric("on", MetricDataType.Boolean, true, 4),
                                metric("name", MetricDataType.String, "press", 5)))
                .frames();

        assertThat(Objects.requireNonNull(birth.get(0).frame()).device()).isEqualTo("plant/gate/press");
        assertThat(values(birth)).isEqualTo(Map.of("oil", 61.5, "torque", -3.0, "count", 0x1p64, "on", 1.0));

        SparkplugReader.Read data = read(
                "spBv1.0/plant/DDATA/gate/press",
                payload(2, aliased(MetricDataType.Int16, (short) -9, 2), aliased(MetricDataType.Float, 62f, 1)));

        assertThat(values(data.frames())).isEqualTo(Map.of("torque", -9.0, "oil", 62.0));
        assertThat(data.rebirth()).isFalse();
    }

    @Test
    void dataWithoutBirth_refused_andTheBirthIsAskedForOnce() throws Exception {
        byte[] data = payload(5, aliased(MetricDataType.Float, 62f, 1));

        SparkplugReader.Read first = read("spBv1.0/plant/DDATA/gate/press", data);
        SparkplugReader.Read second = read("spBv1.0/plant/DDATA/gate/press", data);

        assertThat(first.frames().get(0).refusals().get(0).code()).isEqualTo(RefusalCode.INVALID_NAME);
        assertThat(first.rebirth()).isTrue();
        assertThat(second.rebirth()).isFalse();
    }

    @Test
    void missingMessage_theBirthIsAskedFor_andTheDataCounts() throws Exception {
        read("spBv1.0/plant/NBIRTH/gate", payload(0, metric("oil", MetricDataType.Double, 1.0, 1)));

        SparkplugReader.Read after =
                read("spBv1.0/plant/NDATA/gate", payload(3, metric("oil", MetricDataType.Double, 2.0, 1)));

        assertThat(values(after.frames())).isEqualTo(Map.of("oil", 2.0));
        assertThat(after.rebirth()).isTrue();
    }

    @Test
    void deathOfTheNode_itsAliasesAreForgotten() throws Exception {
        read("spBv1.0/plant/NBIRTH/gate", payload(0, metric("oil", MetricDataType.Double, 1.0, 1)));
        read("spBv1.0/plant/NDEATH/gate", payload(0));

        SparkplugReader.Read after =
                read("spBv1.0/plant/NDATA/gate", payload(1, aliased(MetricDataType.Double, 2.0, 1)));

        assertThat(after.frames().get(0).frame()).isNull();
    }

    @Test
    void rebirthCommand_isReadByTahu() throws Exception {
        SparkplugBPayload command =
                new SparkplugBPayloadDecoder().buildFromByteArray(SparkplugReader.rebirth(TIME), null);

        assertThat(command.getMetrics().get(0).getName()).isEqualTo("Node Control/Rebirth");
        assertThat(command.getMetrics().get(0).getValue()).isEqualTo(true);
    }

    @Test
    void damagedPayloads_refused_neverAFault() throws Exception {
        byte[] good = payload(0, metric("oil", MetricDataType.Double, 1.0, 1), metric("n", MetricDataType.Int32, 4, 2));
        Random random = new Random(5);
        int inputs = Integer.getInteger("radar.fuzz.inputs", 20_000);
        for (int i = 0; i < inputs; i++) {
            byte[] damaged = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(read("spBv1.0/plant/NBIRTH/gate", damaged).frames()).isNotNull();
        }
    }

    @Test
    void otherTopics_areNotOfSparkplug() {
        assertThat(SparkplugTopic.of("spBv1.0/STATE/host")).isNull();
        assertThat(SparkplugTopic.of("plant/a/b/c")).isNull();
        assertThat(SparkplugTopic.of("spBv1.0/a/NDATA")).isNull();
    }
}
