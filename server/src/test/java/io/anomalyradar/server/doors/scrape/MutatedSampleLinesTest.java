package io.anomalyradar.server.doors.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutatedSampleLinesTest {
    private static final List<byte[]> SOUND = List.of(
            "http_requests_total{method=\"post\",code=\"200\"} 1027 1732233600000".getBytes(UTF_8),
            "escaped{path=\"C:\\\\DIR\",text=\"say \\\"hi\\\"\"} -1.5e3".getBytes(UTF_8),
            "{\"name.with.dots\",kind=\"x\"} +Inf".getBytes(UTF_8),
            "jobs_total 7.0 1732233600.5 # {trace_id=\"a\"} 1 1732233600".getBytes(UTF_8));

    @Test
    void damagedLines_areReadOrMalformed() {
        SampleLine line = new SampleLine();

        Mutations.check("exposition", SOUND, input -> line.read(new String(input, UTF_8)), SampleLine.Malformed.class);
    }
}
