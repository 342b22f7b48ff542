package io.anomalyradar.server.promql;

import io.anomalyradar.history.Field;
import io.anomalyradar.server.promql.syntax.LabelNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics, in the sense of Prometheus, that a series is: {@code radar_value} and its like, which all series share,
 * and one that is called as our metric is, with an underscore for each character that Prometheus does not allow.
 */
enum SeriesMetrics {
    VALUE("radar_value", Field.VALUE, "The measured value"),
    EXPECTED("radar_expected", Field.EXPECTED, "What was expected of the sample"),
    LOWER("radar_lower", Field.LOWER, "The lower end of the band around the expected value"),
    UPPER("radar_upper", Field.UPPER, "The upper end of the band around the expected value"),
    SCORE("radar_score", Field.SCORE, "How unusual the sample is: -log10 p"),
    ANOMALY("radar_anomaly", Field.ALARM, "1 while the sample is in alarm, otherwise 0");

    private static final String PREFIX = "radar_";

    private final String text;
    private final Field field;
    private final String help;

    SeriesMetrics(String text, Field field, String help) {
        this.text = text;
        this.field = field;
        this.help = help;
    }

    /** One of the metrics of a series. */
    record Named(String name, Field field) {}

    String text() {
        return text;
    }

    String help() {
        return help;
    }

    /** All metrics of the series of {@code metric}. */
    static List<Named> of(String metric) {
        List<Named> names = new ArrayList<>();
        String own = LabelNames.asMetric(metric);
        if (!own.startsWith(PREFIX)) { // it would be mistaken for one of those below
            names.add(new Named(own, Field.VALUE));
        }
        for (SeriesMetrics one : values()) {
            names.add(new Named(one.text, one.field));
        }
        return names;
    }
}
