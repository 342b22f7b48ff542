package io.anomalyradar.model.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.control.OnCallSchedule.Shift;
import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallScheduleTest {
    private static final String WEEKLY =
            """
            {"id": "ops", "zone": "Europe/Berlin", "start": "2026-01-05T09:00", "turn": "7d",
             "people": ["ann", "bob", "cleo"],
             "overrides": [{"person": "cleo", "from": "2026-01-07T00:00", "until": "2026-01-08T00:00"}]}""";
    private static final String OFFICE =
            """
            {"id": "ops", "zone": "Europe/Berlin", "start": "2026-01-05T09:00", "turn": "24h", "people": ["ann", "bob"],
             "hours": {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00", "zone": "Europe/Berlin"}}""";

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T09:00+01:00, ann",
        "2026-01-12T08:59+01:00, ann",
        "2026-01-12T09:00+01:00, bob",
        "2026-01-19T09:00+01:00, cleo",
        "2026-01-26T09:00+01:00, ann",
        "2026-01-04T09:00+01:00, cleo", // before the start, as if it had always gone on
        "2026-01-07T00:00+01:00, cleo", // stands in
        "2026-01-08T00:00+01:00, ann",
        "2026-03-30T08:59+02:00, cleo", // the clocks have changed, the hour of the handover has not
        "2026-03-30T09:00+02:00, ann",
    })
    void turns_areByTheClockOnTheWall(String time, String person) throws Exception {
        assertThat(of(WEEKLY).onCall(millis(time))).contains(person);
    }

    @Test
    void hours_leaveGaps_thatAreShifts() throws Exception {
        List<Shift> shifts = of(OFFICE)
                .shifts(millis("2026-01-09T12:00+01:00"), millis("2026-01-12T12:00+01:00")); // Friday to Monday

        assertThat(shifts)
                .containsExactly(
                        new Shift("ann", millis("2026-01-09T12:00+01:00"), millis("2026-01-09T17:00+01:00")),
                        new Shift("", millis("2026-01-09T17:00+01:00"), millis("2026-01-12T09:00+01:00")),
                        new Shift("bob", millis("2026-01-12T09:00+01:00"), millis("2026-01-12T12:00+01:00")));
    }

    @Property(tries = 300)
    void shifts_areWithoutHolesAndAgreeWithWhoIsOnCall(
            @ForAll @LongRange(min = 1_760_000_000_000L, max = 1_800_000_000_000L) long from,
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long length)
            throws Exception {
        for (String text : List.of(WEEKLY, OFFICE, WEEKLY.replace("7d", "1h"))) {
            OnCallSchedule schedule = of(text);
            List<Shift> shifts = schedule.shifts(from, from + length);
            long at = from;
            for (Shift shift : shifts) {
                assertThat(shift.fromMillis()).isEqualTo(at);
                at = shift.untilMillis();
                for (long probe : new long[] {shift.fromMillis(), (shift.fromMillis() + at) / 2, at - 1}) {
                    assertThat(schedule.onCall(probe).orElse("")).isEqualTo(shift.person());
                }
            }
            assertThat(at).isEqualTo(from + length);
        }
    }

    @Test
    void gap_reachesEverybodyOnTheSchedule() throws Exception {
        OnCall onCall = new OnCall(
                List.of(
                        new Person("ann", "Ann", List.of("ann-sms")),
                        new Person("bob", "Bob", List.of("bob-sms", "bob-mail")),
                        new Person("cleo", "Cleo", List.of("cleo-sms"))),
                List.of(of(OFFICE)),
                List.of(new Team("night", "Night", List.of("bob", "cleo"))),
                List.of());

        assertThat(onCall.channels(List.of("@ops"), millis("2026-01-09T12:00+01:00")))
                .containsExactly("ann-sms");
        assertThat(onCall.channels(List.of("@ops"), millis("2026-01-10T12:00+01:00")))
                .containsExactly("ann-sms", "bob-sms", "bob-mail");
        assertThat(onCall.channels(List.of("room", "@night", "@ann", "@unknown"), 0))
                .containsExactly("room", "bob-sms", "bob-mail", "cleo-sms", "ann-sms");
    }

    @Test
    void teamsAndEscalations_areWrittenAsTheyWereRead() throws Exception {
        ConfigDocument read = ConfigJson.read(
                """
                {"people": [{"id": "ann"}, {"id": "bob"}],
                 "teams": [{"id": "night", "people": ["ann", "bob"]}],
                 "escalations": [{"id": "ops", "repeat": 2, "levels": [
                   {"after": "10m", "channels": ["@night"]}, {"after": "1h", "channels": ["@ann", "webhook"]}]}],
                 "routes": [{"id": "r", "channels": ["@bob"], "escalation": "ops"}]}"""
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(ConfigJson.read(ConfigJson.write(read))).isEqualTo(read);
        Escalation escalation = read.alerting().onCall().escalation("ops").orElseThrow();
        assertThat(escalation.repeat()).isEqualTo(2);
        assertThat(escalation.levels().get(1)).isEqualTo(new Escalation.Level(3_600_000, List.of("@ann", "webhook")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'schedules': [{'id': 'x', 'people': ['ann']}]} | a schedule needs a start",
                "{'schedules': [{'id': 'x', 'start': 'soon', 'people': ['ann']}]} | set a local time such as",
                "{'schedules': [{'id': 'x', 'start': '2026-01-05T09:00', 'people': ['ann']}]} | there is no person 'ann'",
                "{'schedules': [{'id': 'x', 'start': '2026-01-05T09:00', 'turn': '90m', 'people': ['ann']}]} | whole number of hours",
                "{'people': [{'id': 'ann', 'channels': ['sms']}]} | there is no channel 'sms'",
                "{'routes': [{'id': 'r', 'channels': ['@ops']}]} | there is no channel '@ops'",
                "{'routes': [{'id': 'r', 'channels': ['webhook'], 'escalation': 'x'}]} | there is no escalation 'x'",
                "{'escalations': [{'id': 'x', 'levels': [{'after': '1m', 'channels': ['sms']}]}]} | there is no channel 'sms'",
                "{'escalations': [{'id': 'x', 'levels': [{'after': '1m'}]}]} | a level needs after",
                "{'escalations': [{'id': 'x', 'levels': []}]} | 1 to 10 levels",
                "{'teams': [{'id': 't', 'people': ['ann']}]} | there is no person 'ann'",
                "{'people': [{'id': 'ann'}], 'teams': [{'id': 'ann', 'people': ['ann']}]} | give the team another",
            })
    void mistakes_areRefusedWithTheReason(String json, String reason) {
        assertThatThrownBy(() -> ConfigJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(reason.strip());
    }

    private static OnCallSchedule of(String schedule) throws SettingsException {
        String people = "[{\"id\": \"ann\"}, {\"id\": \"bob\"}, {\"id\": \"cleo\"}]";
        ConfigDocument read = ConfigJson.read(
                ("{\"people\": " + people + ", \"schedules\": [" + schedule + "]}").getBytes(StandardCharsets.UTF_8));
        ConfigDocument again = ConfigJson.read(ConfigJson.write(read));
        assertThat(again).isEqualTo(read);
        return again.alerting().onCall().schedules().get(0);
    }

    private static long millis(String time) {
        Instant instant = ZonedDateTime.parse(time).toInstant();
        return instant.toEpochMilli();
    }
}
