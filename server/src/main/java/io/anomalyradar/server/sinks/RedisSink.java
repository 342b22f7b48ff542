package io.anomalyradar.server.sinks;

import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.server.http.Json;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keys of one Redis. A script compares revisions and writes in one step, so a repeat changes nothing and appears in no
 * stream twice; it needs both keys on one node, so not a cluster.
 */
final class RedisSink implements Sink {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String KEPT_SECONDS = Long.toString(Duration.ofDays(30).toSeconds());
    private static final String STREAM_LENGTH = "100000";

    /** KEYS: hash, stream and channel. ARGV: revision, seconds, length of the stream, then fields and values. */
    private static final String REVISION =
            """
            local known = redis.call('HGET', KEYS[1], 'revision')
            if known and tonumber(known) >= tonumber(ARGV[1]) then return 0 end
            redis.call('HSET', KEYS[1], 'revision', ARGV[1], unpack(ARGV, 4))
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', 'revision', ARGV[1], unpack(ARGV, 4))
            redis.call('PUBLISH', KEYS[2], ARGV[#ARGV])
            return 1""";

    /** KEYS: hash of a device. ARGV: seconds, then metric, time and value for each metric. */
    private static final String LATEST =
            """
            for i = 2, #ARGV, 3 do
              local known = redis.call('HGET', KEYS[1], ARGV[i])
              local time = known and string.match(known, '^{"ts":(%-?%d+)')
              if not time or tonumber(time) <= tonumber(ARGV[i + 1]) then
                redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
              end
            end
            redis.call('EXPIRE', KEYS[1], ARGV[1])
            return 1""";

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private RedisSink(RedisClient client, StatefulRedisConnection<String, String> connection) {
        this.client = client;
        this.connection = connection;
    }

    static RedisSink open(SinkTarget target) throws SinkException {
        RedisURI uri = RedisURI.create(target.url());
        uri.setTimeout(TIMEOUT);
        uri.setClientName("anomaly-radar");
        if (!target.secret().isEmpty()) {
            char[] password = target.secret().toCharArray();
            uri.setCredentialsProvider(
                    target.user().isEmpty()
                            ? () -> reactor.core.publisher.Mono.just(
                                    io.lettuce.core.RedisCredentials.just(null, password))
                            : () -> reactor.core.publisher.Mono.just(
                                    io.lettuce.core.RedisCredentials.just(target.user(), password)));
        }
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false) // a failure is seen, and the sink opened again
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build());
        try {
            return new RedisSink(client, client.connect());
        } catch (RedisException failure) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            throw SinkException.unavailable("Redis is not reached: " + reason(failure), failure);
        }
    }

    @Override
    public void write(List<SinkEntry> entries) throws SinkException, InterruptedException {
        List<RedisFuture<?>> under = new ArrayList<>();
        Map<String, Map<String, String[]>> latest = new LinkedHashMap<>();
        for (SinkEntry entry : entries) {
            if (entry instanceof SinkEntry.Revision revision) {
                under.add(write(revision));
            } else if (entry instanceof SinkEntry.Scores scores) {
                collect(scores.frame(), latest);
            }
        }
        latest.forEach((device, metrics) -> under.add(writeLatest(device, metrics)));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (RedisFuture<?> command : under) {
            await(command, deadline);
        }
    }

    private static void await(RedisFuture<?> command, long deadline) throws SinkException, InterruptedException {
        try {
            command.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            boolean answered = cause instanceof RedisCommandExecutionException;
            throw SinkException.unavailable(
                    (answered ? "Redis refuses: " : "Redis does not answer: ") + cause.getMessage(), failure);
        } catch (TimeoutException slow) {
            throw SinkException.unavailable("Redis does not answer within " + TIMEOUT.toSeconds() + " s", slow);
        }
    }

    private RedisFuture<?> write(SinkEntry.Revision revision) {
        String plural = revision.kind().equals("anomaly") ? "anomalies" : revision.kind() + "s";
        String[] keys = {"radar:" + revision.kind() + ":" + revision.id(), "radar:" + plural};
        return connection
                .async()
                .eval(
                        REVISION,
                        ScriptOutputType.INTEGER,
                        keys,
                        Integer.toString(revision.revision()),
                        KEPT_SECONDS,
                        STREAM_LENGTH,
                        "id",
                        revision.id(),
                        "device",
                        revision.device(),
                        "state",
                        revision.state(),
                        "severity",
                        revision.severity(),
                        "document",
                        revision.document());
    }

    /** Of each series the newest sample that was not late. */
    private static void collect(ScoreFrame frame, Map<String, Map<String, String[]>> latest) {
        String time = Long.toString(frame.timestampMillis());
        Map<String, String[]> metrics = latest.computeIfAbsent(frame.device(), device -> new LinkedHashMap<>());
        for (int i = 0; i < frame.size(); i++) {
            if (frame.status(i) != io.anomalyradar.detector.SampleStatus.LATE) {
                metrics.put(frame.metric(i), new String[] {time, sample(frame, i)});
            }
        }
    }

    private static String sample(ScoreFrame frame, int i) {
        byte[] json = Json.object(to -> {
            to.writeNumberField("ts", frame.timestampMillis());
            Json.number(to, "value", frame.value(i));
            Json.number(to, "expected", frame.expected(i));
            Json.number(to, "score", frame.score(i));
            to.writeStringField("status", frame.status(i).name());
        });
        return new String(json, StandardCharsets.UTF_8);
    }

    private RedisFuture<?> writeLatest(String device, Map<String, String[]> metrics) {
        List<String> arguments = new ArrayList<>();
        arguments.add(KEPT_SECONDS);
        metrics.forEach((metric, newest) -> {
            arguments.add(metric);
            arguments.addAll(List.of(newest));
        });
        return connection
                .async()
                .eval(
                        LATEST,
                        ScriptOutputType.INTEGER,
                        new String[] {"radar:latest:" + device},
                        arguments.toArray(String[]::new));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
