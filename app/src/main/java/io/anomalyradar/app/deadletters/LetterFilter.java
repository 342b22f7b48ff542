package io.anomalyradar.app.deadletters;

import io.anomalyradar.bus.deadletters.StoredLetter;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that choose dead letters; all that are given must hold. */
final class LetterFilter {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Option(names = "--code", paramLabel = "CODE", description = "With this refusal, for example CLOCK_SKEW.")
    @Nullable
    RefusalCode code;

    @Option(names = "--device", paramLabel = "NAME", description = "Of this device.")
    @Nullable
    String device;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Refused at this time or later: ISO-8601 or epoch milliseconds.")
    @Nullable
    String from;

    @Option(
            names = "--offset",
            paramLabel = "N",
            split = ",",
            description = "At these offsets, as the list shows them.")
    List<Long> offsets = new ArrayList<>();

    boolean accepts(StoredLetter stored) {
        return (code == null || stored.letter().refusals().stream().anyMatch(refusal -> refusal.code() == code))
                && (device == null || device.equals(stored.letter().device()))
                && (offsets.isEmpty() || offsets.contains(stored.offset()));
    }

    /** Time from which letters are read, epoch milliseconds; 0: all. */
    long fromMillis() {
        if (from == null) {
            return 0;
        }
        try {
            return Long.parseLong(from);
        } catch (NumberFormatException notMillis) {
            long millis = IsoTime.parse(from);
            if (millis == Frame.NO_TIMESTAMP) {
                throw new ParameterException(
                        spec.commandLine(), "--from must be ISO-8601 or epoch milliseconds, was '" + from + "'");
            }
            return millis;
        }
    }
}
