package io.anomalyradar.app.deadletters;

import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.send.DeliveryException;
import io.anomalyradar.app.send.KafkaFrameSink;
import io.anomalyradar.bus.deadletters.Redeliverer;
import io.anomalyradar.bus.deadletters.Redelivery;
import io.anomalyradar.model.deadletter.DeadLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar deadletters replay}. */
@Command(
        name = "replay",
        description = {
            "Sends again what was refused, and only that: the samples listed, or the record as it came.",
            "What would be refused again (MALFORMED bytes, for example) is counted and not sent, unless --force.",
            "Nothing is remembered and the dead letters stay. A second replay soon after does not count twice: every record"
                    + " has a frame id, and a device's newest 1,000 are known."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar deadletters replay --dry-run",
            "  radar deadletters replay --code TOO_MANY_SERIES --device pump-7",
            "  radar deadletters replay --offset 17,18"
        })
final class ReplayLetters implements Callable<Integer> {
    @Mixin
    LetterFilter filter = new LetterFilter();

    @Option(names = "--dry-run", description = "Say what would be sent; send nothing.")
    boolean dryRun;

    @Option(
            names = "--force",
            description = "Also send records that would be refused again; they come back as new dead letters.")
    boolean force;

    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RadarConfig settings = config.read();
        long fromMillis = filter.fromMillis();
        Redeliverer redeliverer =
                new Redeliverer(settings.kafka().topics(), settings.pipeline().maxClockSkew(), Clock.systemUTC());
        ReplayCounts counts = new ReplayCounts();
        try (KafkaFrameSink sink = dryRun ? null : KafkaFrameSink.open(settings.kafka())) {
            Letters.read(settings.kafka(), fromMillis, stored -> {
                if (filter.accepts(stored)) {
                    replay(stored.letter(), redeliverer, counts, sink);
                }
            });
            if (sink != null) {
                sink.flush();
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> counts.write(generator, dryRun));
        } else {
            counts.print(out, dryRun ? "would be sent" : "sent and acknowledged");
        }
        return ExitCode.OK;
    }

    private void replay(DeadLetter letter, Redeliverer redeliverer, ReplayCounts counts, @Nullable KafkaFrameSink sink)
            throws DeliveryException {
        Redelivery redelivery = redeliverer.of(letter);
        counts.count(redelivery);
        ProducerRecord<byte[], byte[]> telemetry = null;
        if (redelivery instanceof Redelivery.Sendable sendable) {
            telemetry = sendable.telemetry();
        } else if (force && letter.refusesRecord()) {
            counts.countForced();
            telemetry = redeliverer.asItCame(letter);
        }
        if (telemetry != null && sink != null) {
            sink.send(telemetry);
        }
    }
}
