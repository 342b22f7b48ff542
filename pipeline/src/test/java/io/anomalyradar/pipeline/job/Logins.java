package io.anomalyradar.pipeline.job;

import io.anomalyradar.pipeline.source.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ten users who log in: three failures, then a success, again and again. */
final class Logins {
    static final int USERS = 10;
    static final int ROUNDS = 60;
    static final int RECORDS = USERS * ROUNDS;
    /** Each user succeeds in every fourth round. */
    static final int MATCHES = USERS * ROUNDS / 4;

    static final String PATTERN = "brute";
    static final String PATTERNS =
            """
            {"version": 1, "rules": [{"id": "anomaly", "name": "Anomaly", "keepFiring": "5m"}], "patterns": [
              {"id": "brute", "name": "Brute force", "within": "5m", "sequence": [
                {"name": "failures", "event": "login", "where": "event.attributes.outcome == 'failure'", "times": 3},
                {"name": "success", "event": "login", "where": "event.attributes.outcome == 'success'"}]}]}""";

    private Logins() {}

    static TelemetryRecord record(long offset) {
        String outcome = offset / USERS % 4 == 3 ? "success" : "failure";
        String json = "{\"type\":\"login\",\"key\":\"user-" + offset % USERS + "\",\"attributes\":{\"outcome\":\""
                + outcome + "\"}}";
        return new TelemetryRecord(
                0, 4, offset, 1_700_000_000_000L + 5 * offset, null, json.getBytes(StandardCharsets.UTF_8), List.of());
    }
}
