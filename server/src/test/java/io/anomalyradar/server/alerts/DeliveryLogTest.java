package io.anomalyradar.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.notify.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryLogTest {
    private static final LogPartition PARTITION = new LogPartition("AAAAAAAAAAAAAAAAAAAAAA", 1);

    private final Path directory;

    DeliveryLogTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file() {
        return directory.resolve("delivery.log");
    }

    private static LogLine told(String id) {
        return new LogLine.Told(id, Transition.OPENED, Fate.DELIVERED);
    }

    @Test
    void openedAgainWithoutClosing_everyLineIsThere() throws IOException {
        DeliveryLog log = new DeliveryLog(directory);
        log.add(told("a1"));
        log.add(new LogLine.Told("a1", Transition.ENDED, Fate.REFUSED));
        log.add(new LogLine.Read(PARTITION, 17));

        DeliveryLog again = new DeliveryLog(directory);

        assertThat(again.fate("a1", Transition.OPENED)).isEqualTo(Fate.DELIVERED);
        assertThat(again.fate("a1", Transition.ENDED)).isEqualTo(Fate.REFUSED);
        assertThat(again.fate("a2", Transition.OPENED)).isNull();
        assertThat(again.positions()).containsEntry(PARTITION, 17L);
        log.close();
        again.close();
    }

    @Test
    void tornLastLine_passedOverAndTheNextIsWhole() throws IOException {
        try (DeliveryLog log = new DeliveryLog(directory)) {
            log.add(told("a1"));
        }
        String torn = told("a2").encoded();
        Files.writeString(file(), torn.substring(0, torn.length() / 2), StandardOpenOption.APPEND);

        try (DeliveryLog log = new DeliveryLog(directory)) {
            log.add(told("a3"));
        }

        try (DeliveryLog log = new DeliveryLog(directory)) {
            assertThat(log.fate("a1", Transition.OPENED)).isEqualTo(Fate.DELIVERED);
            assertThat(log.fate("a2", Transition.OPENED)).isNull();
            assertThat(log.fate("a3", Transition.OPENED)).isEqualTo(Fate.DELIVERED);
        }
    }

    @Test
    void everyTornLength_neverReadAsAnotherLine() {
        String whole = told("a1").encoded().stripTrailing();

        for (int length = 0; length < whole.length(); length++) {
            assertThat(LogLine.decode(whole.substring(0, length))).isEmpty();
        }
        assertThat(LogLine.decode(whole)).contains(told("a1"));
    }

    @Test
    void damagedByte_thatLineAlonePassedOver() throws IOException {
        try (DeliveryLog log = new DeliveryLog(directory)) {
            log.add(told("a1"));
            log.add(told("a2"));
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[6] ^= 0x40;
        Files.write(file(), bytes);

        try (DeliveryLog log = new DeliveryLog(directory)) {
            assertThat(log.fate("a1", Transition.OPENED)).isNull();
            assertThat(log.fate("a2", Transition.OPENED)).isEqualTo(Fate.DELIVERED);
        }
    }

    @Test
    void manyPositions_fileStaysSmall() throws IOException {
        try (DeliveryLog log = new DeliveryLog(directory)) {
            log.add(told("a1"));
            for (int i = 0; i < 1_500; i++) {
                log.add(new LogLine.Read(PARTITION, i));
            }

            assertThat(Files.size(file())).isLessThan(50_000);
            assertThat(log.positions()).containsEntry(PARTITION, 1_499L);
        }
        try (DeliveryLog log = new DeliveryLog(directory)) {
            assertThat(log.fate("a1", Transition.OPENED)).isEqualTo(Fate.DELIVERED);
            assertThat(log.positions()).containsEntry(PARTITION, 1_499L);
        }
    }

    @Test
    void lowerPosition_doesNotGoBack() throws IOException {
        try (DeliveryLog log = new DeliveryLog(directory)) {
            log.add(new LogLine.Read(PARTITION, 17));

            log.add(new LogLine.Read(PARTITION, 5));

            assertThat(log.positions()).containsEntry(PARTITION, 17L);
        }
    }
}
