package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.xerial.snappy.Snappy;

/** The same hundred and five readings, of which the last five are a spike, in the form of each door. */
enum SpikeThroughDoor {
    JSON("/api/v1/telemetry", "application/json") {
        @Override
        byte[] body(String device) {
            return text("[", ",", "]", i -> frame(device, i));
        }
    },
    NDJSON("/api/v1/telemetry", "application/x-ndjson") {
        @Override
        byte[] body(String device) {
            return text("", "\n", "\n", i -> frame(device, i));
        }
    },
    INFLUX_1("/write?db=d&precision=ms", "text/plain") {
        @Override
        byte[] body(String device) {
            return lines(device, "");
        }
    },
    INFLUX_2("/api/v2/write?bucket=b&org=o", "text/plain") {
        @Override
        byte[] body(String device) {
            return lines(device, "000000");
        }
    },
    INFLUX_3("/api/v3/write_lp?db=d", "text/plain") {
        @Override
        byte[] body(String device) {
            return lines(device, "000000");
        }
    },
    REMOTE_WRITE("/api/v1/write", "application/x-protobuf") {
        @Override
        byte[] body(String device) throws IOException {
            ProtoWriter out = new ProtoWriter();
            int series = out.open(1);
            for (String[] pair : new String[][] {{"__name__", "temperature"}, {"instance", device}}) {
                int label = out.open(1);
                out.text(1, pair[0]);
                out.text(2, pair[1]);
                out.close(label);
            }
            for (int i = 0; i < SAMPLES; i++) {
                int sample = out.open(2);
                out.float64(1, value(i));
                out.int64(2, millis(i));
                out.close(sample);
            }
            out.close(series);
            return Snappy.compress(out.toByteArray());
        }

        @Override
        HttpRequest.Builder request(URI radar) {
            return super.request(radar).header("Content-Encoding", "snappy");
        }
    },
    OTLP("/v1/metrics", "application/json") {
        @Override
        byte[] body(String device) {
            return text(
                    "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"host.name\",\"value\":{\"stringValue\":\""
                            + device
                            + "\"}}]},\"scopeMetrics\":[{\"metrics\":[{\"name\":\"temperature\",\"gauge\":{\"dataPoints\":[",
                    ",",
                    "]}}]}]}]}",
                    i -> "{\"timeUnixNano\":\"" + millis(i) + "000000\",\"asDouble\":" + value(i) + "}");
        }
    },
    COLLECTD("/collectd", "application/json") {
        @Override
        byte[] body(String device) {
            return text(
                    "[",
                    ",",
                    "]",
                    i -> "{\"values\":[" + value(i) + "],\"dstypes\":[\"gauge\"],\"dsnames\":[\"value\"],\"time\":"
                            + millis(i) / 1e3 + ",\"host\":\"" + device
                            + "\",\"plugin\":\"sensors\",\"type\":\"temperature\"}");
        }
    },
    GRAPHITE("", "") {
        @Override
        byte[] body(String device) {
            return text("", "\n", "\n", i -> "plant." + device + ".temperature " + value(i) + " " + millis(i) / 1_000);
        }

        @Override
        void send(URI radar, int graphitePort, String device) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), graphitePort);
                    OutputStream out = socket.getOutputStream()) {
                out.write(body(device));
            }
        }
    };

    private static final long START_MILLIS = 1_732_233_600_000L;
    private static final int NORMAL = 100;
    private static final int SAMPLES = 105;

    private final String path;
    private final String type;

    SpikeThroughDoor(String path, String type) {
        this.path = path;
        this.type = type;
    }

    /** When the spike begins. */
    static long spikeMillis() {
        return millis(NORMAL);
    }

    private static long millis(int i) {
        return START_MILLIS + i * 1_000L;
    }

    private static double value(int i) {
        return i < NORMAL ? 50 + Math.sin(i) : 95;
    }

    private static byte[] text(String start, String between, String end, IntFunction<String> reading) {
        return IntStream.range(0, SAMPLES)
                .mapToObj(reading)
                .collect(Collectors.joining(between, start, end))
                .getBytes(UTF_8);
    }

    private static String frame(String device, int i) {
        return "{\"device\":\"" + device + "\",\"ts\":" + millis(i) + ",\"metrics\":{\"temperature\":" + value(i)
                + "}}";
    }

    private static byte[] lines(String device, String zeros) {
        return text(
                "", "\n", "\n", i -> "boiler,host=" + device + " temperature=" + value(i) + " " + millis(i) + zeros);
    }

    abstract byte[] body(String device) throws IOException;

    HttpRequest.Builder request(URI radar) {
        return HttpRequest.newBuilder(radar.resolve(path)).header("Content-Type", type);
    }

    /** Sends it all as readings of {@code device}; it must be accepted. */
    void send(URI radar, int graphitePort, String device) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(
                        request(radar)
                                .POST(BodyPublishers.ofByteArray(body(device)))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(this + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
