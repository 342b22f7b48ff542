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
import picocli.CommandLine.Spec;

/** {@code radar topics}. */
@Command(
        name = "topics",
        subcommands = ApplyTopics.class,
        description = "Shows the topics and where they differ from the specification; 'apply' mends that."
                + " Ends with 1 when one is absent.")
public final class TopicsCommand implements Callable<Integer> {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        KafkaConfig kafka = config.read().kafka();
        try (TopicAdmin admin = new TopicAdmin(kafka, Duration.ofSeconds(10))) {
            List<TopicState> topics = admin.states();
            PrintWriter out = spec.commandLine().getOut();
            if (json.isOn()) {
                JsonOption.print(out, generator -> write(generator, topics));
            } else {
                topics.forEach(topic -> print(out, topic));
                out.flush();
            }
            return topics.stream().allMatch(TopicState::exists) ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private static void print(PrintWriter out, TopicState topic) {
        if (!topic.exists()) {
            out.println(String.format(Locale.ROOT, "%-20s absent; create it with 'radar topics apply'", topic.name()));
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "%-20s %3d partitions  %d replicas, %d in sync  %s",
                topic.name(),
                topic.partitions(),
                topic.replicas(),
                topic.inSync(),
                topic.id()));
        topic.differences().forEach(difference -> out.println("    " + difference));
    }

    private static void write(JsonGenerator json, List<TopicState> topics) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (TopicState topic : topics) {
            json.writeStartObject();
            json.writeStringField("topic", topic.name());
            json.writeBooleanField("exists", topic.exists());
            json.writeStringField("id", topic.id().toString());
            json.writeNumberField("partitions", topic.partitions());
            json.writeNumberField("replicas", topic.replicas());
            json.writeNumberField("inSync", topic.inSync());
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
