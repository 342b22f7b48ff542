package io.anomalyradar.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Clients that each post a body, wait for the response and post the next one, until they are stopped. */
public final class HttpLoad implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final Map<String, String> headers;
    private final int readingsPerBody;
    private final AtomicLong accepted = new AtomicLong();
    private final List<LoadThread> clients;

    /**
     * Starts posting.
     *
     * @param endpoint where bodies are posted
     * @param headers of each request
     * @param bodies creates the bodies of one client; called once per client
     */
    public HttpLoad(
            URI endpoint,
            Map<String, String> headers,
            int readingsPerBody,
            int clients,
            Supplier<Supplier<byte[]>> bodies) {
        this.endpoint = endpoint;
        this.headers = headers;
        this.readingsPerBody = readingsPerBody;
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> bodies.get())
                .map(body -> LoadThread.start("bench-http", going -> post(body, going)))
                .toList();
    }

    /** Readings that the server has confirmed to be in the log. */
    public long accepted() {
        clients.forEach(LoadThread::check);
        return accepted.get();
    }

    private void post(Supplier<byte[]> body, BooleanSupplier going) throws IOException, InterruptedException {
        while (going.getAsBoolean()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                    .timeout(Duration.ofSeconds(30))
                    .POST(BodyPublishers.ofByteArray(body.get()));
            headers.forEach(request::header);
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("the server answered " + answer.statusCode() + ": " + answer.body());
            }
            accepted.addAndGet(readingsPerBody);
        }
    }

    @Override
    public void close() {
        clients.forEach(LoadThread::stop);
    }
}
