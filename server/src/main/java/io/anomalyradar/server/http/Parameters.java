package io.anomalyradar.server.http;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request. When a parameter is not accepted, every method throws a {@link ProblemException}
 * that names the parameter, its value and the remedy. An empty value counts as absent.
 */
public final class Parameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_TEXT = 1_024;

    private final QueryParams query;

    public Parameters(ServiceRequestContext context) {
        query = context.queryParams();
    }

    public @Nullable String text(String name) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : checked(name, value);
    }

    /** All values of a parameter that may be given several times. */
    public List<String> texts(String name) {
        return query.getAll(name).stream().map(value -> checked(name, value)).toList();
    }

    private static String checked(String name, String value) {
        if (value.length() > MAX_TEXT) {
            throw Problem.parameter(name, value, "at most " + MAX_TEXT + " characters are allowed")
                    .exception();
        }
        return value;
    }

    public String requiredText(String name) {
        String value = text(name);
        if (value == null) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "parameter " + name + " is missing: give it")
                    .exception();
        }
        return value;
    }

    public int integer(String name, int least, int most, int whenAbsent) {
        String value = text(name);
        if (value == null) {
            return whenAbsent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw Problem.parameter(name, value, "give a whole number from " + least + " to " + most)
                .exception();
    }

    public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw Problem.parameter(name, value, "give one of " + Arrays.toString(type.getEnumConstants()))
                .exception();
    }

    /** {@code from} (included) and {@code to} (excluded); absent: all of time. */
    public TimeRange range() {
        long from = time("from", TimeRange.ALL.fromMillis());
        long to = time("to", TimeRange.ALL.toMillis());
        if (from > to) {
            throw Problem.parameter("from", String.valueOf(query.get("from")), "it must not be after 'to'")
                    .exception();
        }
        return new TimeRange(from, to);
    }

    private long time(String name, long whenAbsent) {
        String value = text(name);
        if (value == null) {
            return whenAbsent;
        }
        long millis = isInteger(value) ? parsedLong(value) : IsoTime.parse(value);
        if (millis == Frame.NO_TIMESTAMP) {
            throw Problem.parameter(name, value, "give epoch milliseconds or ISO-8601 (2024-11-22T00:00:00Z)")
                    .exception();
        }
        return Math.max(0, millis);
    }

    private static boolean isInteger(String value) {
        int start = value.charAt(0) == '-' ? 1 : 0;
        return value.length() > start && value.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }

    private static long parsedLong(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLong) {
            return Frame.NO_TIMESTAMP;
        }
    }

    /** {@code limit} and {@code cursor}. */
    public PageRequest page() {
        return new PageRequest(integer("limit", 1, PageRequest.MAX_LIMIT, DEFAULT_LIMIT), text("cursor"));
    }
}
