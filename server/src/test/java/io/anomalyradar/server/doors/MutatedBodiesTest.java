package io.anomalyradar.server.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.Mutations;
import io.anomalyradar.model.wire.ProtoWriter;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/**
 * Bodies that are damaged: every one is answered, as valid or as refused, never as a fault of the server.
 */
class MutatedBodiesTest {
    /** A door, with a body that it takes. */
    enum Target {
        JSON("/api/v1/telemetry", "application/json") {
            @Override
            byte[] body() {
                return "[{\"device\":\"d\",\"ts\":1732233600000,\"metrics\":{\"a\":1.5,\"b\":-2}}]".getBytes(UTF_8);
            }
        },
        NDJSON("/api/v1/telemetry", "application/x-ndjson") {
            @Override
            byte[] body() {
                return "{\"device\":\"d\",\"value\":1}\n{\"device\":\"d\",\"metrics\":{\"a\":2}}\n".getBytes(UTF_8);
            }
        },
        INFLUX("/api/v2/write", "text/plain") {
            @Override
            byte[] body() {
                return "cpu,host=a,c=0 x=1.5,y=3i,t=\"s\" 1732233600000000000\nmem,host=a v=t\n".getBytes(UTF_8);
            }
        },
        PROMETHEUS("/api/v1/write", "application/x-protobuf") {
            @Override
            byte[] body() {
                ProtoWriter out = new ProtoWriter();
                int series = out.open(1);
                for (String[] pair : new String[][] {{"__name__", "m_total"}, {"instance", "i"}, {"job", "j"}}) {
                    int label = out.open(1);
                    out.text(1, pair[0]);
                    out.text(2, pair[1]);
                    out.close(label);
                }
                int sample = out.open(2);
                out.float64(1, 4.5);
                out.presentInt64(2, 1_732_233_600_000L);
                out.close(sample);
                out.close(series);
                return out.toByteArray();
            }

            @Override
            Answer send(Http http, byte[] body) throws IOException {
                return http.post(path, type, Snappy.compress(body), "Content-Encoding", "snappy");
            }
        },
        SNAPPY("/api/v1/write", "application/x-protobuf") {
            @Override
            byte[] body() throws IOException {
                return Snappy.compress(PROMETHEUS.body());
            }

            @Override
            Answer send(Http http, byte[] body) {
                return http.post(path, type, body, "Content-Encoding", "snappy");
            }
        },
        OTLP_JSON("/v1/metrics", "application/json") {
            @Override
            byte[] body() {
                return """
                        {"resourceMetrics":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"h"}}]},
                        "scopeMetrics":[{"metrics":[{"name":"m","sum":{"aggregationTemporality":2,"isMonotonic":true,
                        "dataPoints":[{"timeUnixNano":"1732233600000000000","asInt":"5","attributes":[{"key":"k",
                        "value":{"arrayValue":{"values":[{"boolValue":true}]}}}]}]}}]}]}]}"""
                        .getBytes(UTF_8);
            }
        },
        OTLP("/v1/metrics", "application/x-protobuf") {
            @Override
            byte[] body() {
                ProtoWriter out = new ProtoWriter();
                int resource = out.open(1);
                int scope = out.open(2);
                int metric = out.open(2);
                out.text(1, "latency");
                int histogram = out.open(9);
                int point = out.open(1);
                out.presentFixed64(3, 1_732_233_600_000_000_000L);
                out.presentFixed64(4, 10);
                out.float64(5, 2.5);
                out.close(point);
                out.int64(2, 2);
                out.close(histogram);
                out.close(metric);
                out.close(scope);
                out.close(resource);
                return out.toByteArray();
            }
        },
        COLLECTD("/collectd", "application/json") {
            @Override
            byte[] body() {
                return "[{\"values\":[1,2],\"dstypes\":[\"derive\",\"gauge\"],\"dsnames\":[\"a\",\"b\"],\"time\":1.5,\"host\":\"h\",\"plugin\":\"p\"}]"
                        .getBytes(UTF_8);
            }
        };

        final String path;
        final String type;

        Target(String path, String type) {
            this.path = path;
            this.type = type;
        }

        abstract byte[] body() throws IOException;

        Answer send(Http http, byte[] body) throws IOException {
            return http.post(path, type, body);
        }
    }

    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void damagedBody_isAnswered_neverAsAFaultOfTheServer(Target target) throws IOException {
        byte[] sound = target.body();
        Mutations mutations = new Mutations(List.of(sound));
        for (int i = 0; i < Mutations.COUNT; i++) {
            Answer answer = target.send(http, mutations.next());

            assertThat(answer.status())
                    .as("%s, mutation %d: %s", target, i, answer.body())
                    .isIn(List.of(200, 202, 204, 400, 413, 422));
        }
        assertThat(target.send(http, sound).status()).isIn(List.of(200, 202, 204));
    }
}
