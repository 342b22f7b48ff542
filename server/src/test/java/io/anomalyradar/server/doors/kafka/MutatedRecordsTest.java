package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutatedRecordsTest {
    private static final List<byte[]> SOUND = List.of(
            """
            {"plant": "north", "readings": [{"machine": {"id": "press-1"}, "at": "2024-11-22T01:00:00Z", "values": [20.5, "3.25", true]}]}"""
                    .getBytes(UTF_8),
            """
            {"readings": [{"machine": {"id": 7}, "at": "2024-11-22 02:00:00", "values": [1e3, null]}], "plant": 5}"""
                    .getBytes(UTF_8));

    private final Path directory;

    MutatedRecordsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void damagedRecords_becomeFramesOrRefusals() throws IOException {
        RecordReader reader = new RecordReader(
                mapping(
                        """
                - topic: plant
                  each: /readings
                  device: /machine/id
                  time: { at: /at, as: iso, zone: Europe/Berlin }
                  metrics: { temperature: /values/0 }
                  numbers: /values
                  attributes: { site: ^/plant }
                """));

        Mutations.check("records", SOUND, input -> reader.read(record(input)));
        assertThat(reader.read(record(SOUND.get(0)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "s; 1732237200; 1732237200000",
                "us; 1732237200000999; 1732237200000",
                "ns; \"1732237200000000000\"; 1732237200000",
                "ms; 1.7322372e12; 1732237200000",
                "iso; \"2024-11-22T02:00:00+01:00\"; 1732237200000",
                "iso; \"2024-11-22T02:00:00.5\"; 1732237200500",
                "dd.MM.yyyy HH:mm; \"22.11.2024 02:00\"; 1732237200000",
                "iso; \"2024-03-31T02:30:00\"; refused",
                "s; 1e999999999; refused",
                "s; 1e3922337203685477; refused",
                "s; \"\"; refused",
                "ms; {}; refused",
            })
    void formsOfTimes(String form, String value, String expected) throws IOException {
        RecordReader reader = new RecordReader(mapping(
                "- topic: t\n  time: { at: /t, as: '" + form + "', zone: Europe/Berlin }\n  metrics: { v: /v }\n"));

        var decoded = reader.read(record(("{\"v\": 1, \"t\": " + value + "}").getBytes(UTF_8)))
                .get(0);

        assertThat(
                        decoded.frame() == null
                                ? "refused"
                                : String.valueOf(decoded.frame().timestampMillis()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "- topic: t; no values",
                "- metrics: { a: /a }; no topic",
                "- topic: t\\n  metrics: { a: a }; JSON pointer",
                "- topic: t\\n  metrics: { a: /a }\\n  speed: 1; is no key",
                "- topic: t\\n  metrics: { a: /a }\\n  time: { at: /t, as: QQQ:nonsense }; form",
                "- topic: t\\n  metrics: { a: /a }\\n  format: avro; format",
                "topic: t; not a list",
                "[; mappings",
            })
    void mappingsThatAreWrong_areNamed(String text, String named) {
        assertThatThrownBy(() -> mapping(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private TopicMapping mapping(String text) throws IOException {
        return MappingFile.read(Files.writeString(directory.resolve("topics.yaml"), text))
                .get(0);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("plant", 0, 1, "press".getBytes(UTF_8), value);
    }
}
