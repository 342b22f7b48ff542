package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.server.live.ClientMessage.Invalid;
import io.anomalyradar.server.live.ClientMessage.Ping;
import io.anomalyradar.server.live.ClientMessage.Subscribe;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageJsonTest {
    @Test
    void everyField_read() {
        ClientMessage message = ClientMessageJson.read(
                """
                {"type":"subscribe","devices":["pump-7"],"metrics":["t","p"],"severities":["CRITICAL"],
                 "throttleMillis":0,"samples":false,"anomalies":false,"everyAnomaly":true,"other":{"x":[1]}}""",
                100);

        assertThat(message)
                .isEqualTo(new Subscribe(new Subscription(
                        Set.of("pump-7"), Set.of("t", "p"), Set.of(Severity.CRITICAL), 0, false, false, true)));
    }

    @Test
    void onlyType_allOfEverything() {
        ClientMessage message = ClientMessageJson.read("{\"type\":\"subscribe\",\"devices\":null}", 100);

        assertThat(message)
                .isEqualTo(new Subscribe(new Subscription(Set.of(), Set.of(), Set.of(), 100, true, true, false)));
    }

    @Test
    void ping_read() {
        assertThat(ClientMessageJson.read("{\"type\":\"ping\"}", 100)).isEqualTo(new Ping());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"type\":[\"ping\"],\"samples\":true}",
                "hello",
                "[]",
                "7",
                "null",
                "{",
                "{}",
                "{\"type\":\"dance\"}",
                "{\"type\":7}",
                "{\"type\":\"subscribe\",\"devices\":\"pump-7\"}",
                "{\"type\":\"subscribe\",\"devices\":[7]}",
                "{\"type\":\"subscribe\",\"severities\":[\"BAD\"]}",
                "{\"type\":\"subscribe\",\"throttleMillis\":-1}",
                "{\"type\":\"subscribe\",\"throttleMillis\":10001}",
                "{\"type\":\"subscribe\",\"throttleMillis\":1.5}",
                "{\"type\":\"subscribe\",\"throttleMillis\":99999999999}",
                "{\"type\":\"subscribe\",\"samples\":1}"
            })
    void anythingElse_invalidWithADetail(String text) {
        ClientMessage message = ClientMessageJson.read(text, 100);

        assertThat(message).isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.detail())
                .isNotBlank());
    }

    @Test
    void tooManyNames_invalid() {
        String names = IntStream.rangeClosed(0, ClientMessageJson.MAX_NAMES)
                .mapToObj(i -> "\"d" + i + "\"")
                .collect(Collectors.joining(","));

        ClientMessage message = ClientMessageJson.read("{\"type\":\"subscribe\",\"devices\":[" + names + "]}", 100);

        assertThat(message).isInstanceOf(Invalid.class);
    }
}
