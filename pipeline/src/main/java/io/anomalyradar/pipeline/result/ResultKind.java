package io.anomalyradar.pipeline.result;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateProtobuf;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.MachinePositionJson;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.capsule.CapsuleStartJson;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.util.OutputTag;

/**
 * A kind of result: its topic, key and encoding. There are nine, all of them constants here; they keep their identity
 * when they are sent to the host of an operator.
 */
public final class ResultKind<T> implements Serializable {
    public static final ResultKind<ScoreFrame> SCORES = new ResultKind<>(
            "scores",
            TopicNames::scores,
            Topics.PROTOBUF,
            ScoreFrame.class,
            ScoreFrame::device,
            ScoreFrame::device,
            ResultKind::scoreCodec);
    public static final ResultKind<Anomaly> ANOMALIES = new ResultKind<>(
            "anomalies",
            TopicNames::anomalies,
            Topics.JSON,
            Anomaly.class,
            Anomaly::device,
            Anomaly::device,
            ResultKind::anomalyCodec);
    public static final ResultKind<AggregateFrame> AGGREGATES = new ResultKind<>(
            "aggregates",
            TopicNames::aggregates,
            Topics.PROTOBUF,
            AggregateFrame.class,
            AggregateFrame::device,
            AggregateFrame::device,
            ResultKind::aggregateCodec);
    public static final ResultKind<Alert> ALERTS = new ResultKind<>(
            "alerts", TopicNames::alerts, Topics.JSON, Alert.class, Alert::device, Alert::id, ResultKind::alertCodec);
    public static final ResultKind<Incident> INCIDENTS = new ResultKind<>(
            "incidents",
            TopicNames::incidents,
            Topics.JSON,
            Incident.class,
            Incident::area,
            Incident::id,
            ResultKind::incidentCodec);
    public static final ResultKind<Notice> NOTICES = new ResultKind<>(
            "notifications",
            TopicNames::notifications,
            Topics.JSON,
            Notice.class,
            Notice::place,
            Notice::subject,
            ResultKind::noticeCodec);
    public static final ResultKind<CapsuleStart> CAPSULES = new ResultKind<>(
            "capsules",
            TopicNames::capsules,
            Topics.JSON,
            CapsuleStart.class,
            CapsuleStart::device,
            CapsuleStart::anomaly,
            ResultKind::capsuleCodec);
    public static final ResultKind<MachinePosition> STATES = new ResultKind<>(
            "states",
            TopicNames::states,
            Topics.JSON,
            MachinePosition.class,
            MachinePosition::key,
            MachinePosition::id,
            () -> new ResultCodec<>(MachinePositionJson::encode, MachinePositionJson::decode));
    public static final ResultKind<DeadLetter> DEAD_LETTERS = new ResultKind<>(
            "deadletter",
            TopicNames::deadLetters,
            Topics.PROTOBUF,
            DeadLetter.class,
            DeadLetter::device,
            DeadLetter::device,
            ResultKind::deadLetterCodec);

    private static final List<ResultKind<?>> ALL =
            List.of(SCORES, ANOMALIES, AGGREGATES, ALERTS, INCIDENTS, NOTICES, CAPSULES, STATES, DEAD_LETTERS);

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final transient Function<TopicNames, String> topic;
    private final transient String contentType;
    private final transient Class<T> type;
    private final transient Function<T, String> place;
    private final transient Function<T, String> key;
    private final transient Supplier<ResultCodec<T>> codec;

    private ResultKind(
            String name,
            Function<TopicNames, String> topic,
            String contentType,
            Class<T> type,
            Function<T, String> place,
            Function<T, String> key,
            Supplier<ResultCodec<T>> codec) {
        this.name = name;
        this.topic = topic;
        this.contentType = contentType;
        this.type = type;
        this.place = place;
        this.key = key;
        this.codec = codec;
    }

    /**
     * The kind called {@code name}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ResultKind<?> of(String name) {
        return ALL.stream()
                .filter(kind -> kind.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of result is called " + name));
    }

    /** Its name in checkpoints. */
    String name() {
        return name;
    }

    /** The topic of results of this kind. */
    public String topic(TopicNames names) {
        return topic.apply(names);
    }

    /** The value of the record header content-type. */
    public String contentType() {
        return contentType;
    }

    /** The device or area of {@code result}, whose partition it is written to; empty if it is unknown. */
    public String place(T result) {
        return place.apply(result);
    }

    /** The record's key: the device, or the id of alert or incident; empty if it is unknown. */
    public String key(T result) {
        return key.apply(result);
    }

    /** A codec for one thread. */
    public ResultCodec<T> codec() {
        return codec.get();
    }

    /** Flink's type information for results of this kind. */
    public StateTypeInfo<T> type() {
        return new StateTypeInfo<>(type, new ResultSerializer<>(this));
    }

    /** A side output for results of this kind. */
    public OutputTag<T> sideOutput() {
        return new OutputTag<>(name, type());
    }

    private static ResultCodec<ScoreFrame> scoreCodec() {
        ScoreProtobuf protobuf = new ScoreProtobuf();
        return new ResultCodec<>(protobuf::encode, protobuf::decode);
    }

    private static ResultCodec<Anomaly> anomalyCodec() {
        return new ResultCodec<>(AnomalyJson::encode, AnomalyJson::decode);
    }

    private static ResultCodec<AggregateFrame> aggregateCodec() {
        AggregateProtobuf protobuf = new AggregateProtobuf();
        return new ResultCodec<>(protobuf::encode, protobuf::decode);
    }

    private static ResultCodec<Alert> alertCodec() {
        return new ResultCodec<>(AlertJson::encode, AlertJson::decode);
    }

    private static ResultCodec<Incident> incidentCodec() {
        return new ResultCodec<>(IncidentJson::encode, IncidentJson::decode);
    }

    private static ResultCodec<Notice> noticeCodec() {
        return new ResultCodec<>(NoticeJson::encode, NoticeJson::decode);
    }

    private static ResultCodec<CapsuleStart> capsuleCodec() {
        return new ResultCodec<>(CapsuleStartJson::encode, CapsuleStartJson::decode);
    }

    private static ResultCodec<DeadLetter> deadLetterCodec() {
        DeadLetterProtobuf protobuf = new DeadLetterProtobuf();
        return new ResultCodec<>(protobuf::encode, protobuf::decode);
    }

    @Serial
    private Object readResolve() {
        return of(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
