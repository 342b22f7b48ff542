package io.anomalyradar.app.faults;

import io.anomalyradar.app.recovery.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run showed, as a table between two marks of docs/reliability.md. */
public final class ReliabilityReport {
    private static final String BEGIN = "<!-- begin: written by make soak -->";
    private static final String END = "<!-- end -->";

    private final FaultRun run;
    private final long seed;
    private final Duration took;
    private final int readings;
    private final int repeats;
    private final WebhookReceiver receiver;

    /**
     * What {@code run} showed.
     *
     * @param readings each stored once in either server
     * @param repeats requests that were sent again
     */
    public ReliabilityReport(
            FaultRun run, long seed, Duration took, int readings, int repeats, WebhookReceiver receiver) {
        this.run = run;
        this.seed = seed;
        this.took = took;
        this.readings = readings;
        this.repeats = repeats;
        this.receiver = receiver;
    }

    /** Prints it, and writes it into the file that the property {@code radar.soak.report} names. */
    public void write() throws IOException {
        String text = text();
        System.out.println(text);
        String file = System.getProperty("radar.soak.report");
        if (file != null) {
            Path page = Path.of(file);
            String before = Files.readString(page);
            int begin = before.indexOf(BEGIN);
            int end = before.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IOException(page + " lacks the marks " + BEGIN + " and " + END);
            }
            Files.writeString(page, before.substring(0, begin) + BEGIN + "\n" + text + before.substring(end));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        line(text, "");
        line(text, "| | |");
        line(text, "|---|---|");
        line(text, "| date | %s |", Instant.now().truncatedTo(ChronoUnit.MINUTES));
        line(text, "| processors | %d |", Runtime.getRuntime().availableProcessors());
        line(text, "| time, seed | %d s, %d |", took.toSeconds(), seed);
        line(text, "| faults | **%d**, one in %.1f s |", run.faults(), took.toMillis() / 1e3 / run.faults());
        line(text, "| readings acknowledged | %,d, in either history |", readings);
        line(text, "| requests repeated by senders | %,d |", repeats);
        line(text, "| readings lost, doubled | **0**, **0** |");
        line(
                text,
                "| notifications that follow from the readings | %,d |",
                receiver.received().size());
        line(text, "| notifications lost, sent under a second key | **0**, **0** |");
        line(text, "| notifications repeated under their key | %d |", receiver.repeated());
        line(text, "| processes that ended by themselves | %s |", run.endings().isEmpty() ? "none" : run.endings());
        line(text, "");
        line(text, "| fault | times | whole again after, median | worst |");
        line(text, "|---|---|---|---|");
        run.recoveries()
                .forEach((fault, times) -> line(
                        text,
                        "| %s | %d | %.1f s | %.1f s |",
                        fault,
                        times.size(),
                        median(times.stream().map(Duration::toMillis).toList()) / 1e3,
                        times.stream().mapToLong(Duration::toMillis).max().orElse(0) / 1e3));
        line(text, "");
        line(text, "| memory of | first third, median | last third, median |");
        line(text, "|---|---|---|");
        run.memory()
                .forEach((part, kilobytes) -> line(
                        text,
                        "| %s | %.0f MB | %.0f MB |",
                        part,
                        median(firstThird(kilobytes)) / 1024.0,
                        median(lastThird(kilobytes)) / 1024.0));
        line(text, "");
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    static List<Long> firstThird(List<Long> values) {
        return values.subList(0, (values.size() + 2) / 3);
    }

    static List<Long> lastThird(List<Long> values) {
        return values.subList(values.size() * 2 / 3, values.size());
    }

    static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
