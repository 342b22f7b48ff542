package io.anomalyradar.app.deadletters;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.bus.deadletters.StoredLetter;
import io.anomalyradar.model.telemetry.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code radar deadletters list}. */
@Command(
        name = "list",
        description = "Lists what was refused, the newest last; --json also shows the bytes as they came.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar deadletters list",
            "  radar deadletters list --code CLOCK_SKEW --from 2026-01-31T00:00:00Z",
            "  radar deadletters list --offset 17 --json"
        })
final class ListLetters implements Callable<Integer> {
    @Mixin
    LetterFilter filter = new LetterFilter();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many, the newest (50).")
    int limit = 50;

    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, was " + limit);
        }
        long fromMillis = filter.fromMillis();
        ArrayDeque<StoredLetter> newest = new ArrayDeque<>();
        long[] found = {0};
        long unreadable = Letters.read(config.read().kafka(), fromMillis, stored -> {
            if (filter.accepts(stored)) {
                found[0]++;
                newest.addLast(stored);
                if (newest.size() > limit) {
                    newest.removeFirst();
                }
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> write(generator, newest, found[0]));
        } else {
            newest.forEach(stored -> print(out, stored));
            out.println(newest.size() + " of " + found[0] + " dead letters"
                    + (unreadable == 0 ? "" : "; " + unreadable + " records on the topic are none"));
            out.flush();
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, StoredLetter stored) {
        String device = stored.letter().device();
        out.printf(
                Locale.ROOT,
                "%6d  %s  %s  from %s%n",
                stored.offset(),
                Instant.ofEpochMilli(stored.storedMillis()),
                device.isEmpty() ? "(device unknown)" : device,
                stored.letter().source());
        for (Refusal refusal : stored.letter().refusals()) {
            out.println("        " + refusal.code() + (refusal.refusesRecord() ? "" : " " + refusal.metric()) + ": "
                    + refusal.message());
        }
    }

    private static void write(JsonGenerator json, Collection<StoredLetter> letters, long found) throws IOException {
        json.writeStartObject();
        json.writeNumberField("found", found);
        json.writeArrayFieldStart("items");
        for (StoredLetter letter : letters) {
            LetterJson.write(json, letter);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
