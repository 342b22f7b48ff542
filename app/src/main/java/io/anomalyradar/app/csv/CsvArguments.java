package io.anomalyradar.app.csv;

import io.anomalyradar.app.csv.CsvOptions.Header;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that describe a file's format where detection fails. */
public final class CsvArguments {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Between cells: one character, or 'tab'. Detected among , ; tab | by default.")
    private @Nullable String delimiter;

    @Option(
            names = "--header",
            paramLabel = "WHETHER",
            description = "present, absent or detect (default): does the first row name the columns?",
            defaultValue = "detect")
    private String header = "detect";

    @Option(
            names = "--column-map",
            paramLabel = "ROLE=COLUMN",
            split = ",",
            description = "Which column is time, device, metric, value or to ignore, by name or number from 1;"
                    + " value and ignore may be repeated. Example: time=2,value=temperature,value=pressure")
    private List<String> columnMap = List.of();

    @Option(
            names = "--row-interval",
            paramLabel = "SECONDS",
            description = "Seconds between two rows where a file has row numbers or no time (default: 1).",
            defaultValue = "1")
    private double rowIntervalSeconds = 1;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "Character set of the file, such as UTF-16 or windows-1252. Detected by default.")
    private @Nullable String encoding;

    @Option(
            names = "--decimal",
            paramLabel = "WHICH",
            description = "point or comma: the decimal character of numbers. Detected by default.")
    private @Nullable String decimal;

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description = "A pattern such as 'dd.MM.yyyy HH:mm', or one of iso, day-first, month-first, epoch-seconds,"
                    + " epoch-millis, epoch-micros, epoch-nanos, filetime, dotnet-ticks, webkit-micros, excel-days,"
                    + " matlab-days, julian-days, seconds-since-1904, row-number. Detected by default.")
    private @Nullable String timeFormat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of times without an offset, such as Europe/Berlin (default: UTC).",
            defaultValue = "UTC")
    private String zone = "UTC";

    /**
     * The given options, with {@code time} and {@code values} from options of the command itself.
     *
     * @throws ParameterException if they are invalid
     */
    public CsvOptions options(@Nullable String time, List<String> values) {
        try {
            return new CsvOptions(
                    delimiterCharacter(),
                    header(),
                    ColumnMap.of(columnMap).withTime(time).withValues(values),
                    Duration.ofMillis(Math.round(rowIntervalSeconds * 1e3)),
                    charset(),
                    numbers(),
                    checkedTimeFormat(),
                    zoneId());
        } catch (IllegalArgumentException wrong) {
            CommandSpec command = Objects.requireNonNull(spec, "spec is injected by picocli");
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Header header() {
        return switch (header.toLowerCase(Locale.ROOT)) {
            case "detect" -> Header.DETECT;
            case "present" -> Header.PRESENT;
            case "absent" -> Header.ABSENT;
            default ->
                throw new IllegalArgumentException("--header must be present, absent or detect, was '" + header + "'");
        };
    }

    private @Nullable Charset charset() {
        try {
            return encoding == null ? null : Charset.forName(encoding);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("--encoding '" + encoding + "' is not known: try UTF-8 or windows-1252");
        }
    }

    private @Nullable NumberStyle numbers() {
        if (decimal == null) {
            return null;
        }
        return switch (decimal.toLowerCase(Locale.ROOT)) {
            case "point", "." -> NumberStyle.POINT;
            case "comma", "," -> NumberStyle.COMMA;
            default -> throw new IllegalArgumentException("--decimal must be point or comma, was '" + decimal + "'");
        };
    }

    private @Nullable String checkedTimeFormat() {
        try {
            RowClock.pattern(timeFormat);
            return timeFormat;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "--time-format '" + timeFormat + "' is neither a known form nor a pattern: " + wrong.getMessage());
        }
    }

    private ZoneId zoneId() {
        try {
            return zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("--zone '" + zone + "' is not known: try Europe/Berlin");
        }
    }

    private @Nullable Character delimiterCharacter() {
        if (delimiter == null) {
            return null;
        }
        if (delimiter.equalsIgnoreCase("tab") || delimiter.equals("\\t")) {
            return '\t';
        }
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException("--delimiter must be one character or 'tab', was '" + delimiter + "'");
        }
        return delimiter.charAt(0);
    }
}
