package io.anomalyradar.server.doors.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenTelemetry's SDK for Java sends to this server, unmodified. */
class OtlpSdkTest {
    private static TestBroker broker;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void http_cumulative_withGzip() {
        CompletableResultCode sent = send(
                "http-1",
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(
                                server.http().address().resolve("/v1/metrics").toString())
                        .setCompression("gzip")
                        .build());

        assertThat(sent.isSuccess()).isTrue();
        assertThat(samples("http-1"))
                .containsEntry("requests,code=200,service.name=shop", "5.0 COUNTER")
                .containsEntry("queue,service.name=shop", "3.0 GAUGE")
                .containsEntry("temperature,service.name=shop", "21.5 GAUGE")
                .containsEntry("latency.count,service.name=shop", "2.0 COUNTER")
                .containsEntry("latency.sum,service.name=shop", "40.0 COUNTER")
                .containsEntry("size.count,service.name=shop", "1.0 COUNTER")
                .hasSize(7);
    }

    @Test
    void grpc_delta_withGzip() {
        CompletableResultCode sent = send(
                "grpc-1",
                OtlpGrpcMetricExporter.builder()
                        .setEndpoint(server.http().address().toString())
                        .setCompression("gzip")
                        .setAggregationTemporalitySelector(AggregationTemporalitySelector.deltaPreferred())
                        .setDefaultAggregationSelector(DefaultAggregationSelector.getDefault()
                                .with(InstrumentType.HISTOGRAM, Aggregation.base2ExponentialBucketHistogram()))
                        .build());

        assertThat(sent.isSuccess()).isTrue();
        assertThat(samples("grpc-1"))
                .containsEntry("requests,code=200,service.name=shop", "5.0 DELTA")
                .containsEntry("queue,service.name=shop", "3.0 GAUGE")
                .containsEntry("latency.count,service.name=shop", "2.0 DELTA")
                .containsEntry("latency.min,service.name=shop", "10.0 GAUGE")
                .containsEntry("latency.max,service.name=shop", "30.0 GAUGE");
    }

    @Test
    void grpc_uncompressed() {
        CompletableResultCode sent = send(
                "grpc-2",
                OtlpGrpcMetricExporter.builder()
                        .setEndpoint(server.http().address().toString())
                        .build());

        assertThat(sent.isSuccess()).isTrue();
        assertThat(samples("grpc-2")).containsEntry("requests,code=200,service.name=shop", "5.0 COUNTER");
    }

    private static CompletableResultCode send(String host, MetricExporter exporter) {
        Resource resource = Resource.create(Attributes.of(
                AttributeKey.stringKey("host.name"), host, AttributeKey.stringKey("service.name"), "shop"));
        PeriodicMetricReader reader = PeriodicMetricReader.builder(exporter)
                .setInterval(Duration.ofDays(1))
                .build();
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(reader)
                .build()) {
            Meter meter = provider.get("test");
            meter.counterBuilder("requests").build().add(5, Attributes.of(AttributeKey.longKey("code"), 200L));
            meter.upDownCounterBuilder("queue").build().add(3);
            meter.gaugeBuilder("temperature").buildWithCallback(to -> to.record(21.5));
            meter.histogramBuilder("latency").build().record(10);
            meter.histogramBuilder("latency").build().record(30);
            meter.histogramBuilder("size").build().record(1);
            return provider.forceFlush().join(60, TimeUnit.SECONDS);
        }
    }

    private static Map<String, String> samples(String device) {
        Map<String, String> all = new HashMap<>();
        for (Frame frame : SentFrames.of(broker, device)) {
            all.putAll(SentFrames.samples(frame));
        }
        return all;
    }
}
