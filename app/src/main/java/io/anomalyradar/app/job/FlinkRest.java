package io.anomalyradar.app.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a Flink cluster, as far as a job needs it. A refusal or a cluster that does not answer is a
 * {@link CommandFailure} with the cluster's own words. Thread-safe.
 */
public final class FlinkRest {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The cluster runs the job's main method before it answers a submission. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * The cluster at {@code address}.
     *
     * @param address may have a path, of a proxy
     */
    public FlinkRest(URI address) {
        this.address = URI.create(address.toString().replaceAll("/+$", ""));
    }

    /** As {@link #running}; does not block. */
    public CompletableFuture<List<ClusterJob>> askRunning(String name) {
        return http.sendAsync(request("/jobs/overview").timeout(CONNECT).build(), BodyHandlers.ofString())
                .thenApply(answer -> running(read(answer), name));
    }

    /** The jobs called {@code name} that have not ended. */
    public List<ClusterJob> running(String name) {
        return running(send(request("/jobs/overview")), name);
    }

    private static List<ClusterJob> running(JsonNode overview, String name) {
        List<ClusterJob> jobs = new ArrayList<>();
        for (JsonNode each : overview.path("jobs")) {
            ClusterJob job = new ClusterJob(
                    each.path("jid").asText(),
                    each.path("name").asText(),
                    each.path("state").asText(),
                    Instant.ofEpochMilli(each.path("start-time").asLong()));
            if (job.name().equals(name) && !job.hasEnded()) {
                jobs.add(job);
            }
        }
        return jobs;
    }

    /** Uploads a jar; answers the cluster's name for it. */
    String upload(Path jar) {
        String boundary = UUID.randomUUID().toString();
        String before = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        BodyPublisher body;
        try {
            body = BodyPublishers.concat(
                    BodyPublishers.ofString(before),
                    BodyPublishers.ofFile(jar),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        } catch (IOException absent) {
            throw new CommandFailure(
                    ExitCode.USAGE, "there is no jar " + jar + ": name the job's jar with --jar", absent);
        }
        JsonNode answer = send(request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
        String file = answer.path("filename").asText();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** The jar that was uploaded last, as the cluster calls it. */
    Optional<String> newestJar() {
        JsonNode newest = null;
        for (JsonNode jar : send(request("/jars")).path("files")) {
            boolean later = newest == null
                    || jar.path("uploaded").asLong() > newest.path("uploaded").asLong();
            newest = later ? jar : newest;
        }
        return newest == null ? Optional.empty() : Optional.of(newest.path("id").asText());
    }

    void deleteJar(String jar) {
        send(request("/jars/" + jar).DELETE());
    }

    /**
     * Runs an uploaded jar.
     *
     * @param savepoint whose state it begins with; null: without state
     * @return the id of the job
     */
    String run(String jar, String[] arguments, @Nullable String savepoint) {
        ObjectNode body = program(arguments);
        body.put("allowNonRestoredState", false);
        if (savepoint != null) {
            body.put("savepointPath", savepoint);
        }
        return post("/jars/" + jar + "/run", body).path("jobid").asText();
    }

    /** Has the cluster build the job of an uploaded jar, without running it. */
    void plan(String jar, String[] arguments) {
        post("/jars/" + jar + "/plan", program(arguments));
    }

    private static ObjectNode program(String[] arguments) {
        ObjectNode body = JSON.createObjectNode();
        for (String argument : arguments) {
            body.withArray("programArgsList").add(argument);
        }
        return body;
    }

    /**
     * Saves the state of a running job; answers where.
     *
     * @param directory null: the cluster's own setting
     */
    String savepoint(String job, @Nullable String directory) {
        ObjectNode body = JSON.createObjectNode().put("cancel-job", false);
        if (directory != null) {
            body.put("target-directory", directory);
        }
        return saved(job, post("/jobs/" + job + "/savepoints", body));
    }

    /** Saves the state of a job and ends it; open windows and anomalies continue with the saved state. */
    String stop(String job, @Nullable String directory) {
        ObjectNode body = JSON.createObjectNode().put("drain", false);
        if (directory != null) {
            body.put("targetDirectory", directory);
        }
        return saved(job, post("/jobs/" + job + "/stop", body));
    }

    private String saved(String job, JsonNode triggered) {
        String path =
                "/jobs/" + job + "/savepoints/" + triggered.path("request-id").asText();
        while (true) {
            JsonNode answer = send(request(path));
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                JsonNode failure = answer.path("operation").path("failure-cause");
                if (!failure.isMissingNode()) {
                    throw new CommandFailure(
                            ExitCode.FAILURE,
                            "the state was not saved: "
                                    + cause(failure.path("stack-trace").asText()));
                }
                return answer.path("operation").path("location").asText();
            }
            pause();
        }
    }

    void cancel(String job) {
        send(request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
    }

    /** The state of a job: that of its slowest task as long as the job itself runs. */
    String state(String job) {
        JsonNode answer = send(request("/jobs/" + job));
        String state = answer.path("state").asText();
        for (JsonNode task : answer.path("vertices")) {
            if (state.equals("RUNNING") && !task.path("status").asText().equals("RUNNING")) {
                return task.path("status").asText();
            }
        }
        return state;
    }

    /** Why a job failed last, for a person; empty if it did not. */
    String failure(String job) {
        JsonNode newest = send(request("/jobs/" + job + "/exceptions"))
                .path("exceptionHistory")
                .path("entries")
                .path(0);
        return newest.isMissingNode() ? "" : cause(newest.path("stacktrace").asText());
    }

    /** The innermost cause that a stack trace names. */
    private static String cause(String trace) {
        String last = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                last = line.substring("Caused by: ".length());
            }
        }
        return last;
    }

    static void pause() {
        try {
            Thread.sleep(LOOK_INTERVAL.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted", stopped);
        }
    }

    private JsonNode post(String path, ObjectNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return read(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException silent) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "no Flink cluster answers at " + address + " (flink.address)", silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted", stopped);
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (IOException foreign) {
            throw new CommandFailure(
                    ExitCode.FAILURE, address + " (flink.address) answers, but not as a Flink cluster does", foreign);
        }
        if (answer.statusCode() >= 300) {
            List<String> errors = new ArrayList<>();
            body.path("errors").forEach(error -> errors.add(error.asText()));
            String reason = errors.isEmpty() ? "status " + answer.statusCode() : cause(errors.get(errors.size() - 1));
            throw new CommandFailure(ExitCode.FAILURE, "the Flink cluster at " + address + " refused: " + reason);
        }
        return body;
    }
}
