package io.anomalyradar.server.promql;

import com.linecorp.armeria.common.QueryParams;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import io.anomalyradar.server.promql.engine.Steps;
import io.anomalyradar.server.promql.syntax.LabelMatcher;
import io.anomalyradar.server.promql.syntax.PromDurations;
import io.anomalyradar.server.promql.syntax.PromqlParser;
import io.anomalyradar.server.promql.syntax.QueryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, from its address or its form; what is not accepted is a QueryException. */
final class PromqlParameters {
    /** Points of a series. */
    private static final long MAX_POINTS = 11_000;
    /** Year 9999. */
    private static final double MAX_SECONDS = 253_402_300_799.0;

    private static final int MAX_SELECTORS = 100;
    private static final long DEFAULT_STEP = 60_000;

    private final QueryParams parameters;
    private final long nowMillis;

    PromqlParameters(QueryParams parameters, long nowMillis) {
        this.parameters = parameters;
        this.nowMillis = nowMillis;
    }

    String query() {
        return text("query");
    }

    private String text(String name) {
        String value = parameters.get(name);
        return value == null ? "" : value;
    }

    Steps instant() {
        return new Steps(time("time", nowMillis), DEFAULT_STEP, 1);
    }

    Steps range() {
        long start = required("start");
        long end = required("end");
        if (end < start) {
            throw invalid("end", "end timestamp must not be before start time");
        }
        long step = duration("step");
        if (step <= 0) {
            throw invalid(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if ((end - start) / step > MAX_POINTS) {
            throw QueryException.badData("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing"
                    + " the query resolution (?step=XX)");
        }
        return new Steps(start, step, (int) ((end - start) / step) + 1);
    }

    private long required(String name) {
        if (text(name).isEmpty()) {
            throw invalid(name, "cannot parse \"\" to a valid timestamp");
        }
        return time(name, 0);
    }

    private long time(String name, long whenAbsent) {
        String value = text(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        double seconds = decimal(value);
        if (Math.abs(seconds) <= MAX_SECONDS) {
            return Math.round(seconds * 1e3);
        }
        long millis = value.length() > 40 ? Frame.NO_TIMESTAMP : IsoTime.parse(value);
        if (millis == Frame.NO_TIMESTAMP) {
            throw invalid(name, "cannot parse \"" + shortened(value) + "\" to a valid timestamp");
        }
        return millis;
    }

    /** The time-out in milliseconds; at most {@code most}. */
    long timeoutMillis(long most) {
        return text("timeout").isEmpty() ? most : Math.max(0, Math.min(most, duration("timeout")));
    }

    private long duration(String name) {
        String value = text(name);
        double seconds = decimal(value);
        if (Math.abs(seconds) <= MAX_SECONDS) {
            return Math.round(seconds * 1e3);
        }
        long millis = PromDurations.parse(value);
        if (millis < 0) {
            throw invalid(name, "cannot parse \"" + shortened(value) + "\" to a valid duration");
        }
        return millis;
    }

    /** NaN when it is none. */
    private static double decimal(String value) {
        boolean looksRight = !value.isEmpty()
                && value.length() <= 40
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        try {
            return looksRight ? Double.parseDouble(value) : Double.NaN;
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private static String shortened(String value) {
        return value.length() > 100 ? value.substring(0, 100) + "…" : value;
    }

    /** The selectors in {@code match[]}; a series is meant when any of them admits it. */
    List<List<LabelMatcher>> selectors() {
        List<String> texts = parameters.getAll("match[]");
        if (texts.size() > MAX_SELECTORS) {
            throw invalid("match[]", MAX_SELECTORS + " selectors are allowed");
        }
        return texts.stream().map(PromqlParameters::selector).toList();
    }

    private static List<LabelMatcher> selector(String text) {
        try {
            return PromqlParser.selector(text);
        } catch (QueryException unreadable) {
            throw invalid("match[]", String.valueOf(unreadable.getMessage()));
        }
    }

    /** How many items the answer may have. */
    int limit(int most) {
        double limit = decimal(text("limit"));
        return limit >= 1 && limit < most ? (int) limit : most;
    }

    @Nullable
    String metric() {
        return parameters.get("metric");
    }

    static QueryException invalid(String parameter, String message) {
        return QueryException.badData("invalid parameter \"" + parameter + "\": " + message);
    }
}
