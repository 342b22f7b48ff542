package io.anomalyradar.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How the text of a setting is read.
 *
 * @param accepts what is accepted, as the documentation and the error message say it
 * @param reader the value of a text; throws {@link IllegalArgumentException} when it is none of what is accepted
 */
record ValueType<T>(String accepts, Function<String, T> reader) {

    static ValueType<String> text(String accepts) {
        return new ValueType<>(accepts, Function.identity());
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", ValueType::flag);
    }

    static ValueType<Integer> integer(int least, int most) {
        String range = most == Integer.MAX_VALUE ? ", at least " + least : " from " + least + " to " + most;
        return new ValueType<>("a whole number" + range, text -> {
            int value = Integer.parseInt(text.replace("_", ""));
            return within(value >= least && value <= most, value);
        });
    }

    static ValueType<Double> decimal(double least, double most) {
        return new ValueType<>("a number from " + shown(least) + " to " + shown(most), text -> {
            double value = Double.parseDouble(text);
            return within(value >= least && value <= most, value);
        });
    }

    static ValueType<Duration> duration(Duration least) {
        return new ValueType<>(
                "a duration such as 250ms, 10s, 5m, 2h or 7d, at least " + Durations.shown(least), text -> {
                    Duration value = Durations.parse(text);
                    return within(value.compareTo(least) >= 0, value);
                });
    }

    static ValueType<URI> url() {
        return new ValueType<>("an address that begins with http:// or https://", text -> {
            URI value = URI.create(text);
            boolean http = "http".equals(value.getScheme()) || "https".equals(value.getScheme());
            return within(http && value.getHost() != null, value);
        });
    }

    /** Origins as browsers send them: scheme, host and port, and nothing behind. */
    static ValueType<List<String>> origins() {
        ValueType<List<String>> texts = list("origins such as https://ops.example.com, separated by commas");
        return new ValueType<>(texts.accepts(), text -> {
            List<String> origins = texts.reader().apply(text);
            origins.forEach(origin -> within(isOrigin(URI.create(origin)), origin));
            return origins;
        });
    }

    private static boolean isOrigin(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = "".equals(uri.getRawPath()) && uri.getQuery() == null && uri.getFragment() == null;
        return http && uri.getHost() != null && uri.getUserInfo() == null && bare;
    }

    /** A directory or file; its name must be one that Java can pass to the operating system. */
    static ValueType<String> path(String accepts) {
        return new ValueType<>(
                accepts + " (with other letters than ASCII, start radar in a UTF-8 locale: LC_ALL=C.UTF-8)", text -> {
                    Path unused = Path.of(text); // throws an IllegalArgumentException where it cannot be encoded
                    return text;
                });
    }

    static ValueType<List<String>> list(String accepts) {
        return new ValueType<>(accepts, text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList());
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static <V> V within(boolean accepted, V value) {
        if (!accepted) {
            throw new IllegalArgumentException("outside of the range");
        }
        return value;
    }

    /** A number without a needless fraction. */
    static String shown(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
