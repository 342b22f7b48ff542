package io.anomalyradar.model.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The type and range of a setting, and its form as text and in JSON.
 *
 * @param accepts the accepted values, as the documentation and error messages describe them
 * @param form the JSON scalar that holds a value
 * @param reader the value of a text; throws {@link IllegalArgumentException} when it is not accepted
 * @param writer the text of a value, which {@code reader} reads back
 */
public record ValueType<T>(String accepts, Form form, Function<String, T> reader, Function<T, String> writer) {

    private static final String NAME = "[\\p{L}\\p{N}._-]+";
    private static final String IPV6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";
    private static final Pattern HOST = Pattern.compile("\\*|" + NAME + "|" + IPV6 + "|\\[" + IPV6 + "]");
    private static final Pattern ENDPOINT = Pattern.compile("(" + NAME + "|\\[" + IPV6 + "]):\\d{1,5}");

    /** A JSON scalar. */
    public enum Form {
        TEXT,
        NUMBER,
        FLAG
    }

    public static ValueType<String> text(String accepts) {
        return new ValueType<>(accepts, Form.TEXT, Function.identity(), Function.identity());
    }

    public static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", Form.FLAG, ValueType::flag, String::valueOf);
    }

    public static ValueType<Integer> integer(int least, int most) {
        String range = most == Integer.MAX_VALUE ? ", at least " + least : " from " + least + " to " + most;
        return new ValueType<>(
                "a whole number" + range,
                Form.NUMBER,
                text -> {
                    int value = Integer.parseInt(text.replace("_", ""));
                    return within(value >= least && value <= most, value);
                },
                String::valueOf);
    }

    public static ValueType<Long> wholeNumber(long least) {
        return new ValueType<>(
                "a whole number, at least " + least,
                Form.NUMBER,
                text -> {
                    long value = Long.parseLong(text.replace("_", ""));
                    return within(value >= least, value);
                },
                String::valueOf);
    }

    public static ValueType<Double> decimal(double least, double most) {
        return new ValueType<>(
                "a number from " + shown(least) + " to " + shown(most),
                Form.NUMBER,
                text -> {
                    double value = Double.parseDouble(text);
                    return within(value >= least && value <= most, value);
                },
                String::valueOf);
    }

    public static ValueType<Duration> duration(Duration least) {
        return new ValueType<>(
                "a duration such as 250ms, 10s, 5m, 2h or 7d, at least " + Durations.shown(least),
                Form.TEXT,
                text -> {
                    Duration value = Durations.parse(text);
                    return within(value.compareTo(least) >= 0, value);
                },
                Durations::shown);
    }

    public static ValueType<URI> url() {
        return new ValueType<>(
                "an address that begins with http:// or https://",
                Form.TEXT,
                text -> {
                    URI value = URI.create(text);
                    boolean http = "http".equals(value.getScheme()) || "https".equals(value.getScheme());
                    return within(http && value.getHost() != null, value);
                },
                URI::toString);
    }

    public static ValueType<List<String>> list(String accepts) {
        return new ValueType<>(
                accepts,
                Form.TEXT,
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList(),
                items -> String.join(",", items));
    }

    /** Origins as browsers send them: scheme, host and port, and nothing behind. */
    public static ValueType<List<String>> origins() {
        ValueType<List<String>> texts = list("origins such as https://ops.example.com, separated by commas");
        return new ValueType<>(
                texts.accepts(),
                Form.TEXT,
                text -> {
                    List<String> origins = texts.reader().apply(text);
                    origins.forEach(origin -> within(isOrigin(URI.create(origin)), origin));
                    return origins;
                },
                texts.writer());
    }

    /** Host names or addresses as a {@code Host} header has them before the port; {@code *} is every host. */
    public static ValueType<List<String>> hosts() {
        ValueType<List<String>> texts = list("host names without scheme and port, separated by commas");
        return new ValueType<>(
                texts.accepts(),
                Form.TEXT,
                text -> {
                    List<String> hosts = texts.reader().apply(text);
                    hosts.forEach(host -> within(HOST.matcher(host).matches(), host));
                    return hosts;
                },
                texts.writer());
    }

    /** Hosts with their ports, as one text. */
    public static ValueType<String> endpoints() {
        ValueType<List<String>> texts = list("host:port, several separated by commas");
        return new ValueType<>(
                texts.accepts(),
                Form.TEXT,
                text -> {
                    List<String> endpoints = texts.reader().apply(text);
                    endpoints.forEach(
                            endpoint -> within(ENDPOINT.matcher(endpoint).matches(), endpoint));
                    return String.join(",", endpoints);
                },
                Function.identity());
    }

    private static boolean isOrigin(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = "".equals(uri.getRawPath()) && uri.getQuery() == null && uri.getFragment() == null;
        return http && uri.getHost() != null && uri.getUserInfo() == null && bare;
    }

    /** A directory or file; its name must be one that Java can pass to the operating system. */
    public static ValueType<String> path(String accepts) {
        return new ValueType<>(
                accepts + " (with other letters than ASCII, start radar in a UTF-8 locale: LC_ALL=C.UTF-8)",
                Form.TEXT,
                text -> {
                    Path unused = Path.of(text); // throws an IllegalArgumentException where it cannot be encoded
                    return text;
                },
                Function.identity());
    }

    /** A constant of an enum, written in kebab-case: {@code robust-zscore}. */
    public static <E extends Enum<E>> ValueType<E> constant(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(ValueType::constantText)
                .collect(Collectors.joining(", "));
        return new ValueType<>(
                "one of " + names,
                Form.TEXT,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constantText(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("none of " + names)),
                ValueType::constantText);
    }

    private static String constantText(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
