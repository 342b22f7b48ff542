package io.anomalyradar.app.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.up.ReadinessProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the running server, and the state it reports for each part of the path: job, store, broker. */
final class Service {
    private static final JsonFactory JSON = new JsonFactory();

    private final RadarConfig config;

    Service(RadarConfig config) {
        this.config = config;
    }

    List<CheckResult> look() throws IOException {
        ReadinessProbe.Answer answer = new ReadinessProbe(ServerOptions.own(config)).ask();
        if (answer.status() == 0) {
            return List.of(CheckResult.bad(
                    "server", "no answer from " + config.page() + " (" + answer.body() + ")", "start it: radar up"));
        }
        List<CheckResult> findings = new ArrayList<>();
        findings.add(
                answer.isReady()
                        ? CheckResult.good("server", config.page() + " is ready")
                        : CheckResult.bad(
                                "server",
                                config.page() + " is not ready (" + answer.status() + ")",
                                "see the parts below, and the log in "
                                        + config.dataDir().resolve("logs")));
        findings.addAll(parts(answer.body()));
        return findings;
    }

    /** The array "parts" of name, state and detail. */
    private static List<CheckResult> parts(String body) throws IOException {
        List<CheckResult> findings = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            Map<String, String> part = new HashMap<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    part.clear();
                } else if (token == JsonToken.VALUE_STRING) {
                    part.put(String.valueOf(json.currentName()), json.getText());
                } else if (token == JsonToken.END_OBJECT && part.containsKey("name")) {
                    findings.add(finding(part));
                    part.clear();
                }
            }
        }
        return findings;
    }

    private static CheckResult finding(Map<String, String> part) {
        String name = part.getOrDefault("name", "");
        String state = part.getOrDefault("state", "");
        String detail = part.getOrDefault("detail", "");
        return switch (state) {
            case "UP" -> CheckResult.good(name, detail);
            case "OFF" -> CheckResult.good(name, "not configured: " + detail);
            case "STARTING" -> CheckResult.warning(name, "starting: " + detail, "wait, then ask again");
            default -> CheckResult.bad(name, detail, "see the log");
        };
    }
}
