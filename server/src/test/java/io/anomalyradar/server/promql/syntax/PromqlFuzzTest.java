package io.anomalyradar.server.promql.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.testing.Mutations;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Questions in PromQL, damaged: each is understood, or refused with its place. */
class PromqlFuzzTest {
    private static final List<byte[]> QUERIES = Stream.of(
                    "sum by (device) (rate(radar_value{metric=~\"cpu.*\",device!=\"a\"}[5m] offset 1h)) > bool 0.5",
                    "topk(3, max_over_time(radar_score{device=\"pump-7\"}[1h:5m])) or vector(-1e-3)",
                    "(radar_upper - radar_lower) / on (device, metric) group_left radar_expected ^ 2 unless up == 0",
                    "quantile(0.9, {__name__=\"radar_value\", site!~\"n.rth|s{1,3}\"} offset -5m)")
            .map(text -> text.getBytes(UTF_8))
            .toList();

    @Test
    void questions() {
        Mutations.check("promql", QUERIES, bytes -> PromqlParser.parse(new String(bytes, UTF_8)), QueryException.class);
    }

    @Test
    void durationOfAThousandParts_isRefused() {
        assertThatThrownBy(() -> PromqlParser.parse("rate(up[" + "1h".repeat(1_000) + "])"))
                .isInstanceOf(QueryException.class);
    }

    @Test
    void selectors() {
        Mutations.check(
                "selector",
                List.of("radar_value{device=~\"a.*\",metric!=\"b\"}".getBytes(UTF_8)),
                bytes -> PromqlParser.selector(new String(bytes, UTF_8)),
                QueryException.class);
    }
}
