package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.telemetry.RefusalCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A JSON frame that is refused as a whole at every door.
 *
 * @param what the fault
 * @param status HTTP's answer to it
 * @param code the reason, at every door
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent; never compared
record BadFrame(String what, byte[] json, int status, RefusalCode code) {
    private static final int UNREADABLE = 400;
    private static final int REFUSED = 422;

    /** One of each kind. */
    static List<BadFrame> all() {
        return List.of(
                unreadable("nothing at all", ""),
                unreadable("blanks", " \n "),
                unreadable("cut off", "{\"device\":\"bad\",\"value\":"),
                unreadable("not JSON", "temperature=71.2"),
                unreadable("a bare number", "71.2"),
                unreadable("text behind the frame", "{\"device\":\"bad\",\"value\":1} and more"),
                unreadable("a number with leading zeros", "{\"device\":\"bad\",\"value\":0071}"),
                unreadable("a number of 500 digits", "{\"device\":\"bad\",\"value\":" + "9".repeat(500) + "}"),
                unreadable(
                        "nested too deep", "{\"device\":\"bad\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                new BadFrame(
                        "not UTF-8",
                        "{\"device\":\"b\u00e4d\",\"value\":1}".getBytes(ISO_8859_1),
                        UNREADABLE,
                        RefusalCode.MALFORMED),
                refused("value beside metrics", RefusalCode.MALFORMED, "\"value\":1,\"metrics\":{\"a\":1}"),
                refused("NaN", RefusalCode.NON_FINITE, "\"value\":NaN"),
                refused("infinity", RefusalCode.NON_FINITE, "\"value\":Infinity"),
                refused("negative infinity", RefusalCode.NON_FINITE, "\"value\":-Infinity"),
                refused("1e999", RefusalCode.NON_FINITE, "\"value\":1e999"),
                refused("1e80", RefusalCode.OUT_OF_RANGE, "\"value\":1e80"),
                refused("-1e80", RefusalCode.OUT_OF_RANGE, "\"value\":-1e80"),
                refused("a value of text", RefusalCode.NOT_A_NUMBER, "\"value\":\"71.2\""),
                refused("a value of true", RefusalCode.NOT_A_NUMBER, "\"value\":true"),
                refused("a value of null", RefusalCode.NOT_A_NUMBER, "\"value\":null"),
                refused("a value that is a list", RefusalCode.NOT_A_NUMBER, "\"value\":[1,2]"),
                refused("a value that is an object", RefusalCode.NOT_A_NUMBER, "\"metrics\":{\"a\":{\"b\":1}}"),
                refused("neither value nor metrics", RefusalCode.NO_SAMPLES, "\"ts\":1000"),
                refused("no metric in metrics", RefusalCode.NO_SAMPLES, "\"metrics\":{}"),
                refused("metrics that are a list", RefusalCode.NO_SAMPLES, "\"metrics\":[1,2]"),
                refused("1,001 metrics", RefusalCode.TOO_MANY_SAMPLES, "\"metrics\":" + metrics(1_001)),
                refused("an empty metric name", RefusalCode.INVALID_NAME, "\"metrics\":{\"\":1}"),
                refused(
                        "an empty metric name beside a good one",
                        RefusalCode.INVALID_NAME,
                        "\"metrics\":{\"\":\"x\",\"a\":1}"),
                refused("a control character in a metric", RefusalCode.INVALID_NAME, "\"metrics\":{\"a\\u0000b\":1}"),
                refused(
                        "a metric name too long",
                        RefusalCode.INVALID_NAME,
                        "\"metrics\":{\"" + "m".repeat(129) + "\":1}"),
                refused("the year 1969", RefusalCode.INVALID_TIMESTAMP, "\"ts\":-1,\"value\":1"),
                refused(
                        "the year 1969 as text",
                        RefusalCode.INVALID_TIMESTAMP,
                        "\"ts\":\"1969-12-31T23:59:59Z\",\"value\":1"),
                refused("the year 10000", RefusalCode.INVALID_TIMESTAMP, "\"ts\":253402300800000,\"value\":1"),
                refused("a time that is no time", RefusalCode.INVALID_TIMESTAMP, "\"ts\":\"yesterday\",\"value\":1"),
                refused("a time with a fraction", RefusalCode.INVALID_TIMESTAMP, "\"ts\":1732233600.5,\"value\":1"),
                refused(
                        "a time of 30 digits",
                        RefusalCode.INVALID_TIMESTAMP,
                        "\"ts\":" + "9".repeat(30) + ",\"value\":1"),
                refused("the year 3000", RefusalCode.CLOCK_SKEW, "\"ts\":\"3000-01-01T00:00:00Z\",\"value\":1"),
                refused(
                        "an unknown attribute",
                        RefusalCode.INVALID_ATTRIBUTES,
                        "\"value\":1,\"attributes\":{\"colour\":\"red\"}"),
                refused(
                        "a frame id too long",
                        RefusalCode.INVALID_NAME,
                        "\"value\":1,\"id\":\"" + "i".repeat(129) + "\""),
                refused(
                        "more than 1 MiB",
                        RefusalCode.TOO_LARGE,
                        "\"value\":1,\"note\":\"" + "x".repeat(1 << 20) + "\""),
                of("no device", RefusalCode.MISSING_DEVICE, "{\"value\":1}"),
                of("an empty device", RefusalCode.MISSING_DEVICE, "{\"device\":\"\",\"value\":1}"),
                of("a device that is a number", RefusalCode.MISSING_DEVICE, "{\"device\":7,\"value\":1}"),
                of("a blank device", RefusalCode.INVALID_NAME, "{\"device\":\"  \",\"value\":1}"),
                of(
                        "a control character in the device",
                        RefusalCode.INVALID_NAME,
                        "{\"device\":\"a\\u001bb\",\"value\":1}"),
                of(
                        "a device name too long",
                        RefusalCode.INVALID_NAME,
                        "{\"device\":\"" + "d".repeat(129) + "\",\"value\":1}"));
    }

    private static BadFrame unreadable(String what, String json) {
        return new BadFrame(what, json.getBytes(UTF_8), UNREADABLE, RefusalCode.MALFORMED);
    }

    private static BadFrame refused(String what, RefusalCode code, String fields) {
        return of(what, code, "{\"device\":\"bad\"," + fields + "}");
    }

    private static BadFrame of(String what, RefusalCode code, String json) {
        return new BadFrame(what, json.getBytes(UTF_8), REFUSED, code);
    }

    private static String metrics(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"m" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return what;
    }
}
