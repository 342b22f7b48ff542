package io.anomalyradar.app.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.model.config.KafkaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar topics}. */
@Command(
        name = "topics",
        description = "Shows the topics and where they differ from the specification; creates them with --create."
                + " Ends with 1 when one is absent.")
public final class TopicsCommand implements Callable<Integer> {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--create", description = "Create the topics that are absent.")
    boolean create;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        KafkaConfig kafka = config.read().kafka();
        try (TopicAdmin admin = new TopicAdmin(kafka, Duration.ofSeconds(10))) {
            List<String> created = create ? admin.createMissing() : List.of();
            List<TopicState> topics = admin.states();
            PrintWriter out = spec.commandLine().getOut();
            if (json.isOn()) {
                JsonOption.print(out, generator -> write(generator, topics, created));
            } else {
                topics.forEach(topic -> print(out, topic, created.contains(topic.name())));
                out.flush();
            }
            return topics.stream().allMatch(TopicState::exists) ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private static void print(PrintWriter out, TopicState topic, boolean created) {
        if (!topic.exists()) {
            out.println(
                    String.format(Locale.ROOT, "%-20s absent; create it with 'radar topics --create'", topic.name()));
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "%-20s %3d partitions  %d replicas  %s%s",
                topic.name(),
                topic.partitions(),
                topic.replicas(),
                topic.id(),
                created ? "  created" : ""));
        topic.differences().forEach(difference -> out.println("    " + difference));
    }

    private static void write(JsonGenerator json, List<TopicState> topics, List<String> created) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (TopicState topic : topics) {
            json.writeStartObject();
            json.writeStringField("topic", topic.name());
            json.writeBooleanField("exists", topic.exists());
            json.writeBooleanField("created", created.contains(topic.name()));
            json.writeStringField("id", topic.id().toString());
            json.writeNumberField("partitions", topic.partitions());
            json.writeNumberField("replicas", topic.replicas());
            json.writeArrayFieldStart("differences");
            for (String difference : topic.differences()) {
                json.writeString(difference);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
