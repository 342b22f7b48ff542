package io.anomalyradar.model.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTest {
    /** Saturdays from ten in the evening to six in the morning, in Berlin. */
    private static final WeeklyWindow NIGHT = new WeeklyWindow(
            EnumSet.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"));

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T20:59:59Z, ", // Saturday 21:59:59
        "2026-11-28T21:00:00Z, 2026-11-29T05:00:00Z",
        "2026-11-29T04:59:59Z, 2026-11-29T05:00:00Z", // Sunday 05:59:59
        "2026-11-29T05:00:00Z, ",
        "2026-11-29T21:30:00Z, ", // Sunday evening
        "2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z", // the clocks go back in this night: nine hours
        "2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z", // and forward in this one: seven
    })
    void weeklyWindow_acrossMidnightAndClockChanges(String now, String end) {
        OptionalLong expected = end == null ? OptionalLong.empty() : OptionalLong.of(at(end));

        assertThat(NIGHT.endOfCurrent(at(now))).isEqualTo(expected);
    }

    @Test
    void weeklyWindow_nextBegin() {
        assertThat(NIGHT.nextBegin(at("2026-11-28T20:59:59Z"))).isEqualTo(at("2026-11-28T21:00:00Z"));
        assertThat(NIGHT.nextBegin(at("2026-11-28T21:00:00Z"))).isEqualTo(at("2026-12-05T21:00:00Z"));
    }

    @Test
    void weeklySilence_holdsOnlyBetweenItsEnds() {
        PlacedSilence silence = new PlacedSilence(
                new Silence(
                        "s",
                        1,
                        Selector.ALL,
                        List.of(),
                        at("2026-11-28T22:00:00Z"),
                        at("2026-11-29T03:00:00Z"),
                        NIGHT,
                        "ann",
                        "",
                        null),
                0,
                0);

        assertThat(silence.silentUntil(at("2026-11-28T21:30:00Z"))).isEmpty();
        assertThat(silence.nextBegin(at("2026-11-28T21:30:00Z"))).hasValue(at("2026-11-28T22:00:00Z"));
        assertThat(silence.silentUntil(at("2026-11-28T22:00:00Z"))).hasValue(at("2026-11-29T03:00:00Z"));
        assertThat(silence.nextBegin(at("2026-11-28T22:00:00Z"))).isEmpty();
    }

    @Test
    void silence_beginsWhenItIsWritten_andEndsWhenAPersonSaysSo() {
        Silence written = new Silence("s", 1, Selector.ALL, List.of(), 0, 1_000, null, "ann", "", null);
        PlacedSilence placed = new PlacedSilence(written, 0, 100);

        assertThat(placed.silentUntil(99)).isEmpty();
        assertThat(placed.silentUntil(100)).hasValue(1_000);

        PlacedSilence ended = new PlacedSilence(written.ended("bob", placed.startMillis()), 1, 500);
        assertThat(ended.silentUntil(100)).hasValue(500);
        assertThat(ended.silentUntil(500)).isEmpty();
    }

    @Test
    void json_roundTrip() throws Exception {
        Silence silence = SilenceJson.read(
                """
                {"id": "s", "revision": 2, "selector": {"group": "hall-?"}, "rules": ["hot"], "startsAtMillis": 5,
                 "endsAtMillis": 7, "weekly": {"days": ["sat"], "from": "22:00", "to": "06:00",
                 "zone": "Europe/Berlin"}, "by": "ann", "comment": "new pump\\nsecond line", "endedBy": "bob"}"""
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(silence.weekly()).isEqualTo(NIGHT);
        assertThat(SilenceJson.read(SilenceJson.encode(silence))).isEqualTo(silence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"wekly\": {}} | 'wekly' is not a field",
                "{\"weekly\": {\"days\": [\"sat\"]}} | weekly needs days",
                "{\"weekly\": {\"days\": [\"Saturday\"]}} | at most 3",
                "{\"weekly\": {\"from\": \"25:00\"}} | set a time such as 22:30",
                "{\"weekly\": {\"zone\": \"Mars/Olympus\"}} | set one such as Europe/Berlin",
                "{\"selector\": {\"device\": \"\"}} | must not be empty",
                "[] | a silence is a JSON object",
            })
    void json_mistakes_areNamed(String json, String message) {
        assertThatThrownBy(() -> SilenceJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message.strip());
    }

    @Test
    void book_firstOfTwoEqualRevisionsWins_andATombstoneRemoves() throws Exception {
        SilenceBook book = new SilenceBook();
        Silence first = new Silence("s", 1, Selector.ALL, List.of(), 0, 1_000, null, "ann", "", null);
        book.add("s", 0, 10, SilenceJson.encode(first));

        assertThatThrownBy(() -> book.add("s", 1, 20, SilenceJson.encode(first)))
                .hasMessageContaining("another change was first");
        assertThatThrownBy(() -> book.add("t", 2, 20, SilenceJson.encode(first)))
                .hasMessageContaining("its key is t");
        assertThat(book.all()).singleElement().satisfies(silence -> assertThat(silence.offset())
                .isZero());

        book.add("s", 3, 30, null);
        assertThat(book.all()).isEmpty();
    }
}
