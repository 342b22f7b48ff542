package io.anomalyradar.app.topics;

import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.model.config.KafkaConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar topics apply}. */
@Command(
        name = "apply",
        description = {
            "Makes the topics as specified: creates those that are absent, sets what differs (retention, compaction,"
                    + " timestamps), and adds or removes replicas.",
            "Settings of your own on these topics stay. A second time it changes nothing. Ends with 1 when something"
                    + " differs that it does not change.",
            "Example: radar topics apply --dry-run"
        })
final class ApplyTopics implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Option(
            names = "--more-partitions",
            description = "Also add partitions to topics that exist. It moves devices to other partitions: stop the"
                    + " senders until the job has read everything.")
    boolean morePartitions;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        KafkaConfig kafka = config.read().kafka();
        try (TopicAdmin admin = new TopicAdmin(kafka, PATIENCE)) {
            TopicChanges changes = admin.changes(morePartitions);
            if (!dryRun) {
                admin.apply(changes);
            }
            print(changes);
            return changes.obstacles().isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private void print(TopicChanges changes) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> {
                generator.writeStartObject();
                generator.writeBooleanField("applied", !dryRun);
                generator.writeArrayFieldStart("changes");
                for (String line : changes.lines()) {
                    generator.writeString(line);
                }
                generator.writeEndArray();
                generator.writeArrayFieldStart("obstacles");
                for (String obstacle : changes.obstacles()) {
                    generator.writeString(obstacle);
                }
                generator.writeEndArray();
                generator.writeEndObject();
            });
            return;
        }
        changes.lines().forEach(out::println);
        changes.obstacles().forEach(obstacle -> out.println("! " + obstacle));
        out.println(
                changes.lines().isEmpty()
                        ? "nothing to change"
                        : dryRun ? "nothing was changed: --dry-run" : "applied");
        if (!dryRun && !changes.replicas().isEmpty()) {
            out.println("the brokers copy replicas now: 'radar topics' shows when they are in sync");
        }
        out.flush();
    }
}
