package io.anomalyradar.pipeline.job;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.alert.CommandSource;
import io.anomalyradar.pipeline.config.KafkaSettingsSource;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.result.ResultKind;
import io.anomalyradar.pipeline.sink.ResultSink;
import io.anomalyradar.pipeline.sink.ScoreSink;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import io.anomalyradar.pipeline.source.TelemetrySource;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** The input and output topics of the job. */
record Endpoints(
        Source<TelemetryRecord, ?, ?> telemetry,
        Source<TelemetryRecord, ?, ?> events,
        SettingsSource settings,
        Sink<ScoreFrame> scores,
        Sink<Anomaly> anomalies,
        Sink<AggregateFrame> aggregates,
        Source<AlertCommand, ?, ?> commands,
        Sink<Alert> alerts,
        Sink<Incident> incidents,
        Sink<Notice> notices,
        Sink<CapsuleStart> capsules,
        Sink<MachinePosition> states,
        Sink<DeadLetter> deadLetters) {

    /** The topics of spec/topics.md. */
    static Endpoints on(JobArguments arguments) {
        KafkaConfig kafka = arguments.kafka();
        return new Endpoints(
                TelemetrySource.on(kafka),
                TelemetrySource.ofEvents(kafka),
                new KafkaSettingsSource(kafka, arguments.detectorSettings()),
                new ScoreSink(kafka),
                ResultSink.of(ResultKind.ANOMALIES, kafka),
                ResultSink.of(ResultKind.AGGREGATES, kafka),
                CommandSource.on(kafka),
                ResultSink.of(ResultKind.ALERTS, kafka),
                ResultSink.of(ResultKind.INCIDENTS, kafka),
                ResultSink.of(ResultKind.NOTICES, kafka),
                ResultSink.of(ResultKind.CAPSULES, kafka),
                ResultSink.of(ResultKind.STATES, kafka),
                ResultSink.of(ResultKind.DEAD_LETTERS, kafka));
    }
}
