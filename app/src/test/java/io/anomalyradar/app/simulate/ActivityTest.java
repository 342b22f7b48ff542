package io.anomalyradar.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.alerting.pattern.CompiledPattern;
import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.PatternMatch;
import io.anomalyradar.alerting.pattern.PatternMatcher;
import io.anomalyradar.alerting.pattern.ShippedPatterns;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final int EVENTS = 10_000;
    private static final long PERIOD = 20;

    private static List<Event> events(long seed, AttackKind... attacks) {
        Activity activity = new Activity(seed, 200, List.of(attacks));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.addAll(activity.until(1_000_000 + i * PERIOD));
        }
        return events;
    }

    private static Map<String, Long> found(List<Event> events) throws SettingsException {
        Map<String, Long> found = new TreeMap<>();
        for (EventPattern pattern : ShippedPatterns.all()) {
            CompiledPattern compiled = CompiledPattern.of(pattern);
            List<PatternMatch> matches = new ArrayList<>();
            Map<String, PatternMatcher> matchers = new TreeMap<>();
            long offset = 0;
            for (Event event : events) {
                PatternInput input = PatternInput.of(
                        RecordedEvent.of(event, new SourcePosition("t", 0, 0, offset++), event.timestampMillis()));
                boolean isRead = pattern.stages().stream()
                        .anyMatch(stage -> stage.input() == PatternStage.Input.EVENT
                                && stage.what().matches(event.type()));
                if (isRead) {
                    PatternMatcher matcher = matchers.computeIfAbsent(
                            event.key(), key -> new PatternMatcher(compiled, key, null, matches::add));
                    matcher.take(input);
                    matcher.advance(PatternMatcher.dueMillis(input));
                }
            }
            if (!matches.isEmpty()) {
                found.put(pattern.id(), (long) matches.size());
            }
        }
        return found;
    }

    @Test
    void sameSeed_givesTheSameEvents() {
        assertThat(events(7, AttackKind.values())).isEqualTo(events(7, AttackKind.values()));
        assertThat(events(7)).isNotEqualTo(events(8));
    }

    @Test
    void ordinaryUsers_logInLookClickAndBuy_andLookLikeNoAttack() throws SettingsException {
        List<Event> events = events(1);

        Map<String, Long> byType = events.stream().collect(Collectors.groupingBy(Event::type, Collectors.counting()));
        assertThat(byType.keySet()).contains("login", "logout", "view", "click", "purchase");
        assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
        assertThat(found(events)).isEmpty();
    }

    @Test
    void everyAttack_isFoundByItsShippedPattern() throws SettingsException {
        assertThat(found(events(1, AttackKind.values())))
                .containsEntry("brute-force-login", 2L)
                .containsEntry("card-fraud", 1L)
                .containsEntry("sql-injection", 1L);
    }
}
