package io.anomalyradar.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.detector.testing.Mutations;
import io.anomalyradar.model.access.ApiKeyJson;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateProtobuf;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.control.SilenceJson;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.spec.v1.ScoreBlock;
import io.anomalyradar.spec.v1.ScoreFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records of every topic, damaged: each is read or refused as its reader documents, whatever the bytes. */
class RecordsFuzzTest {
    private static final String ANOMALY =
            """
            {"id":"a5234492bb1f1e7fe6b476d098173a88","revision":2,"device":"c","metric":"m","state":"ENDED",
            "severity":"WARNING","kind":"DIP","startMillis":1796029621679,"peakMillis":1796029621679,
            "endMillis":1796029626179,"actual":2.7,"expected":3.2,"lower":2.8,"upper":3.4,"score":9.7,"samples":10,
            "explanation":"2.77 where 3.21 was expected","source":{"topicId":"CBrAo_xMSPSYYoaAhn0Lzg","partition":2,
            "leaderEpoch":2,"offset":11930},"appendTimeMillis":1796029624182,"configVersion":1,
            "attributes":{"site":"north","type":"compressor","group":"air","tenant":""},
            "contributions":[{"name":"sample","share":0.78},{"name":"spread","share":0.08}]}""";

    private static final String ALERT =
            """
            {"id":"643a5c648ae86bd6fa838ba42ab1ac24","revision":1,"rule":"anomaly","title":"t","state":"FIRING",
            "severity":"MEDIUM","channels":["webhook"],"snoozedUntilMillis":0,"silence":"",
            "silencedUntilMillis":0,"assignee":"","dueMillis":0,"area":"fleet","incident":"",
            "createdMillis":1,"changedMillis":2,"anomaly":%s,
            "timeline":[{"atMillis":1,"change":"FIRED","by":"","text":""}]}"""
                    .formatted(ANOMALY);
    private static final String INCIDENT =
            """
            {"id":"ab5930c46bb268d167fae7c5166d0e3b","revision":23,"area":"fleet","title":"t","extent":"","state":"OPEN",
            "severity":"MEDIUM","cause":"","causeEndedMillis":0,"assignee":"","channels":["webhook"],"openedMillis":1,
            "joinedMillis":2,"changedMillis":3,"alerts":1,"openAlerts":1,"devices":1,"notified":{"number":1,"alerts":1,
            "severity":"MEDIUM","atMillis":3},"dueMillis":0,"members":[{"alert":"643a5c648ae86bd6fa838ba42ab1ac24",
            "device":"c","title":"t","atMillis":1}],"lead":%s,
            "timeline":[{"atMillis":1,"change":"FIRED","by":"","text":""}]}"""
                    .formatted(ALERT);

    @Test
    void frames() {
        Frame frame = Frame.of("pump", 1_732_233_600_000L, new String[] {"a", "b"}, new double[] {1.5, -2});
        FrameProtobuf protobuf = new FrameProtobuf();
        FrameJson json = new FrameJson();

        Mutations.check("frame, protobuf", List.of(protobuf.encode(frame)), bytes -> protobuf.decode(bytes, null));
        Mutations.check(
                "frame, json",
                texts(
                        "{\"device\":\"d\",\"ts\":1732233600000,\"metrics\":{\"a\":1.5,\"b\":-2}}",
                        "{\"device\":\"d\",\"metric\":\"m\",\"value\":1,\"ts\":\"2024-11-22T00:00:00+01:00\","
                                + "\"attributes\":{\"site\":\"s\"},\"metadata\":{\"k\":\"v\"}}"),
                bytes -> json.decode(bytes, null));
    }

    @Test
    void scoresAndAggregates() {
        byte[] scores = ScoreBlock.newBuilder()
                .addFrames(ScoreFrame.newBuilder()
                        .setDevice("pump")
                        .setTimestampMillis(5)
                        .setSource(io.anomalyradar.spec.v1.SourcePosition.newBuilder()
                                .setOffset(12))
                        .addAllMetrics(List.of("a", "b"))
                        .addAllValues(List.of(1.5, 2.5))
                        .addAllExpected(List.of(1.0, 2.0))
                        .addAllLower(List.of(0.0, 1.0))
                        .addAllUpper(List.of(3.0, 4.0))
                        .addAllScores(List.of(0.5, 6.0))
                        .addAllStatusesValue(List.of(1, 2)))
                .build()
                .toByteArray();
        AggregateFrame aggregates = new AggregateFrame(
                "pump",
                1_700_000_000_000L,
                60_000,
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 1, 4, 300),
                7,
                List.of(new AggregateFrame.Statistics(
                        "a",
                        new WindowStatistics(
                                20,
                                30,
                                1,
                                2,
                                0.25,
                                1.99,
                                new WindowStatistics.Scores(4.5, 2, 1, 3),
                                new WindowStatistics.Band(18, 27.5, 0.5, 2.5),
                                new WindowStatistics.Trend(-12.5, 3.25)))));
        ScoreProtobuf scoreCodec = new ScoreProtobuf();
        AggregateProtobuf aggregateCodec = new AggregateProtobuf();

        Mutations.check("scores", List.of(scores), scoreCodec::decodeBlock, IOException.class);
        Mutations.check(
                "aggregates", List.of(aggregateCodec.encode(aggregates)), aggregateCodec::decode, IOException.class);
    }

    @Test
    void anomaliesAlertsAndIncidents() {
        Mutations.check("anomaly", texts(ANOMALY), AnomalyJson::decode, IOException.class);
        Mutations.check("alert", texts(ALERT), AlertJson::decode, IOException.class);
        Mutations.check("incident", texts(INCIDENT), IncidentJson::decode, IOException.class);
    }

    @Test
    void documentsOfPeople() {
        Mutations.check(
                "configuration",
                texts(
                        "{}",
                        """
                        {"version":3,"defaults":{"detector.window":600},"overrides":[{"selector":{"device":"p*"},
                        "settings":{"detector.window":60}}]}"""),
                ConfigJson::read,
                SettingsException.class);
        Mutations.check(
                "device",
                texts(
                        "{\"device\":\"d\",\"revision\":1,\"group\":\"g\",\"parent\":\"p\",\"attributes\":{\"k\":\"v\"}}"),
                bytes -> DeviceJson.read(bytes, "d"),
                SettingsException.class);
        Mutations.check(
                "silence",
                texts(
                        """
                        {"id":"s","revision":1,"selector":{"device":"p*"},"rules":[],"startsAtMillis":1,"endsAtMillis":9,
                        "by":"me","comment":"","endedBy":""}"""),
                SilenceJson::read,
                SettingsException.class);
        Mutations.check(
                "key",
                texts(
                        """
                        {"id":"0123456789abcdef","revision":1,"name":"n","role":"viewer","doors":[],"groups":[],
                        "devicePrefix":"","oneTime":false,"createdAtMillis":1,"createdBy":"me","expiresAtMillis":0,
                        "revokedAtMillis":0,"revokedBy":"",
                        "hash":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}"""),
                ApiKeyJson::read,
                SettingsException.class);
        Mutations.check(
                "command",
                texts(
                        """
                        {"alert":"a5234492bb1f1e7fe6b476d098173a88","device":"d","area":"fleet","action":"acknowledge","by":"me",
                        "text":"","untilMillis":0}"""),
                AlertCommandJson::read,
                SettingsException.class);
    }

    private static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
    }
}
