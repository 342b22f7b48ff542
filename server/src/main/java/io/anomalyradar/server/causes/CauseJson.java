package io.anomalyradar.server.causes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** The JSON form of a probable cause: schema ProbableCause of spec/openapi.yaml. */
final class CauseJson {
    private static final int MAX_CANDIDATES = 10;

    private CauseJson() {}

    /**
     * Writes those candidates that {@code shown} admits together with the devices on the way to them. The cause is not
     * found for a reader who may not see the first one.
     */
    static void write(JsonGenerator json, ProbableCause cause, Predicate<String> shown) throws IOException {
        List<Candidate> candidates = cause.candidates().stream()
                .filter(candidate -> candidate.path().stream().allMatch(shown))
                .limit(MAX_CANDIDATES)
                .toList();
        boolean isFound = cause.verdict() == Verdict.FOUND
                && !candidates.isEmpty()
                && candidates.get(0).equals(cause.candidates().get(0));
        json.writeStartObject();
        json.writeStringField("verdict", (isFound ? Verdict.FOUND : Verdict.INSUFFICIENT_EVIDENCE).name());
        json.writeNumberField("unexplained", cause.own());
        json.writeArrayFieldStart("candidates");
        for (Candidate candidate : candidates) {
            json.writeStartObject();
            json.writeStringField("device", candidate.device());
            json.writeStringField("metric", candidate.metric());
            json.writeNumberField("score", candidate.score());
            json.writeArrayFieldStart("reasons");
            for (String reason : candidate.reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("path");
            for (String device : candidate.path()) {
                json.writeString(device);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        for (ProbableCause.Change change : cause.changes()) {
            if (shown.test(change.device())) {
                json.writeStartObject();
                json.writeStringField("device", change.device());
                json.writeStringField("type", change.type());
                json.writeNumberField("timestampMillis", change.atMillis());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
