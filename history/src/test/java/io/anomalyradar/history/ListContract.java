package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading anomalies and aggregates, page by page. */
public abstract class ListContract extends HistoryStoreContract {

    @Test
    void anomalies_filtered_areThoseThatMatchAll() {
        Anomaly one = PipelineOutput.anomaly("a1", "pump", 1_000).endedAt(2_000).emitted();
        Anomaly two =
                PipelineOutput.anomaly("a2", "pump", 3_000).metric("pressure").emitted();
        Anomaly three = PipelineOutput.anomaly("a3", "fan", 5_000)
                .severity(Severity.CRITICAL)
                .emitted();
        store.commit(
                HistoryBatch.builder().add(one, 1).add(two, 1).add(three, 1).build());

        assertThat(anomalies(AnomalyFilter.ANY)).containsExactly(three, two, one);
        assertThat(anomalies(AnomalyFilter.ANY.withDevice("pump"))).containsExactly(two, one);
        assertThat(anomalies(AnomalyFilter.ANY.withMetric("temperature"))).containsExactly(three, one);
        assertThat(anomalies(AnomalyFilter.ANY.withSeverity(Severity.CRITICAL))).containsExactly(three);
        assertThat(anomalies(AnomalyFilter.ANY.withState(AnomalyState.OPEN))).containsExactly(three, two);
        assertThat(anomalies(AnomalyFilter.ANY.withDevice("pump").withState(AnomalyState.OPEN)))
                .containsExactly(two);
        assertThat(store.anomaly("a2")).contains(two);
        assertThat(store.anomaly("none")).isEmpty();
    }

    @Test
    void anomalies_ofSeveralDevices_areFoundBehindManyNewerOnesOfOthers() {
        Anomaly pump = PipelineOutput.anomaly("a1", "pump", 1_000).emitted();
        Anomaly fan = PipelineOutput.anomaly("a2", "fan", 2_000).metric("speed").emitted();
        HistoryBatch.Builder batch = HistoryBatch.builder().add(pump, 1).add(fan, 1);
        for (int i = 0; i < PageRequest.MAX_LIMIT; i++) {
            batch.add(PipelineOutput.anomaly("other" + i, "other" + i, 9_000).emitted(), 1);
        }
        store.commit(batch.build());
        AnomalyFilter both = AnomalyFilter.ANY.withDevices(Set.of("pump", "fan"));

        assertThat(anomalies(both)).containsExactly(fan, pump);
        assertThat(anomalies(both.withMetrics(Set.of("speed", "temperature")))).containsExactly(fan, pump);
        assertThat(anomalies(both.withMetrics(Set.of("speed")))).containsExactly(fan);
        assertThat(anomalies(both.withSeverities(Set.of(Severity.WARNING, Severity.CRITICAL))))
                .containsExactly(fan, pump);
    }

    @Test
    void anomalyOfADevice_comesBackAsItWasEmitted() {
        Anomaly whole = PipelineOutput.anomaly("a1", "pump", 1_000).emittedOfDevice();
        Anomaly ended = PipelineOutput.anomaly("a1", "pump", 1_000)
                .revision(2)
                .endedAt(5_000)
                .emittedOfDevice();
        Anomaly series = PipelineOutput.anomaly("a2", "pump", 3_000).emitted();
        store.commit(HistoryBatch.builder().add(whole, 1).add(series, 1).build());

        assertThat(anomalies(AnomalyFilter.ANY.withDevice("pump"))).containsExactly(series, whole);
        store.commit(HistoryBatch.builder().add(ended, 2).build());

        assertThat(store.anomaly("a1")).contains(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withMetric(Anomaly.WHOLE_DEVICE)))
                .containsExactly(ended);
    }

    @Test
    void anomalies_inRange_areThoseThatTouchIt() {
        Anomaly ended =
                PipelineOutput.anomaly("a1", "pump", 1_000).endedAt(2_000).emitted();
        Anomaly open = PipelineOutput.anomaly("a2", "pump", 3_000).emitted();
        store.commit(HistoryBatch.builder().add(ended, 1).add(open, 1).build());

        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(0, 1_000))))
                .isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(0, 1_001))))
                .containsExactly(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(2_000, 2_500))))
                .containsExactly(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(2_001, 3_000))))
                .isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(9_000, 9_001))))
                .containsExactly(open);
    }

    @Test
    void anomalies_pagedWhileOthersOpen_showsEachOnceNewestFirst() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 7; i++) { // three share a start
            batch.add(
                    PipelineOutput.anomaly("id:" + i, "pump", 1_000L * (i / 3)).emitted(), 1);
        }
        store.commit(batch.build());

        Page<Anomaly> first = store.anomalies(AnomalyFilter.ANY, PageRequest.first(2));
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.anomaly("newer", "pump", 99_000).emitted(), 1)
                .add(
                        PipelineOutput.anomaly("id:0", "pump", 0)
                                .revision(2)
                                .endedAt(9)
                                .emitted(),
                        1)
                .build());
        List<Anomaly> rest = rest(first, page -> store.anomalies(AnomalyFilter.ANY, page));

        assertThat(first.items()).extracting(Anomaly::id).containsExactly("id:6", "id:5");
        assertThat(rest).extracting(Anomaly::id).containsExactly("id:4", "id:3", "id:2", "id:1", "id:0");
    }

    @Test
    void aggregates_paged_areNewestFirst() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 7; i++) {
            batch.add(PipelineOutput.window("pump", i * 60_000L, PipelineOutput.at(i), i + 1), 1);
        }
        WindowStatistics hour = PipelineOutput.statistics(5);
        store.commit(batch.add(PipelineOutput.window("pump", Step.HOUR, 0, PipelineOutput.at(9), hour), 1)
                .build());
        TimeRange range = new TimeRange(60_000, 360_000);

        Page<Aggregate> first = store.aggregates("pump", "temperature", Step.MINUTE, range, PageRequest.first(2));
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.window("pump", 300_000, PipelineOutput.at(50), 9), 1)
                .build());
        List<Aggregate> rest = rest(first, page -> store.aggregates("pump", "temperature", Step.MINUTE, range, page));

        assertThat(first.items()).extracting(Aggregate::startMillis).containsExactly(300_000L, 240_000L);
        assertThat(rest).extracting(Aggregate::startMillis).containsExactly(180_000L, 120_000L, 60_000L);
        assertThat(store.aggregates("pump", "temperature", Step.HOUR, TimeRange.ALL, PageRequest.first(5))
                        .items())
                .containsExactly(
                        new Aggregate(0, Step.HOUR, hour, PipelineOutput.at(9), PipelineOutput.CONFIG_VERSION));
    }

    @Test
    void events_arePagedNewestFirst_byTypeKeyAndTime() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 7; i++) {
            batch.add(event(i % 2 == 0 ? "login" : "purchase", i < 5 ? "alice" : "o'bob", 1_000L * (i / 2), null, i));
        }
        store.commit(batch.build());

        Page<RecordedEvent> first = store.events(EventFilter.ANY, PageRequest.first(2));
        store.commit(HistoryBatch.builder()
                .add(event("login", "alice", 99_000, null, 50))
                .build());
        List<RecordedEvent> rest = rest(first, page -> store.events(EventFilter.ANY, page));

        assertThat(first.items()).extracting(RecordedEvent::timestampMillis).containsExactly(3_000L, 2_000L);
        assertThat(rest).extracting(RecordedEvent::timestampMillis).containsExactly(2_000L, 1_000L, 1_000L, 0L, 0L);
        PageRequest all = PageRequest.first(100);
        assertThat(store.events(EventFilter.ANY.withTypes(Set.of("purchase")), all)
                        .items())
                .hasSize(3)
                .allMatch(event -> event.type().equals("purchase"));
        assertThat(store.events(EventFilter.ANY.withKeys(Set.of("o'bob")), all).items())
                .hasSize(2)
                .contains(event("login", "o'bob", 3_000, null, 6));
        assertThat(store.events(EventFilter.ANY.withRange(new TimeRange(1_000, 2_000)), all)
                        .items())
                .hasSize(2);
    }

    @Test
    void eventSentTwice_isStoredOnce_asItCameFirst() {
        RecordedEvent first = event("login", "alice", 1_000, "a:0", 1);
        RecordedEvent other = event("login", "alice", 1_500, null, 2);
        store.commit(HistoryBatch.builder().add(first).add(other).build());
        store.commit(HistoryBatch.builder()
                .add(event("login", "alice", 2_000, "a:0", 3))
                .add(event("login", "bob", 2_000, "a:0", 4))
                .build());

        List<RecordedEvent> stored =
                store.events(EventFilter.ANY, PageRequest.first(10)).items();
        assertThat(stored).containsExactly(event("login", "bob", 2_000, "a:0", 4), other, first);
    }

    @Test
    void eventsAreCounted_byTypeAndTime_andByKey() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 5; i++) {
            batch.add(event("login", "alice", 60_000L + 30_000L * i, null, i));
        }
        store.commit(batch.add(event("purchase", "bob", 61_000, null, 9)).build());

        EventSummary summary = store.summary(EventFilter.ANY.withRange(new TimeRange(60_000, 180_000)), 60_000);

        assertThat(summary.types())
                .containsExactly(
                        new EventSummary.TypeCount("login", 60_000, 2),
                        new EventSummary.TypeCount("login", 120_000, 2),
                        new EventSummary.TypeCount("purchase", 60_000, 1));
        assertThat(summary.keys())
                .containsExactly(new EventSummary.KeyCount("alice", 4), new EventSummary.KeyCount("bob", 1));
    }

    @Test
    void events_areRemovedByRetentionAndWithTheirDevice() {
        store.commit(HistoryBatch.builder()
                .add(event("login", "alice", 1_000, null, 1))
                .add(event("deploy", "pump", 1_000, null, 5))
                .add(event("login", "alice", 1_000, null, 9))
                .build());

        store.deleteArrivedBefore(new Cutoffs(0, 0, 0, 0, 0, 1_000_005));
        assertThat(store.events(EventFilter.ANY, PageRequest.first(10)).items()).hasSize(2);
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 1).frame())
                .build());
        store.deleteDevice("pump", Long.MAX_VALUE);

        assertThat(store.events(EventFilter.ANY, PageRequest.first(10)).items())
                .containsExactly(event("login", "alice", 1_000, null, 9));
    }

    private static RecordedEvent event(String type, String key, long millis, @Nullable String id, long offset) {
        SortedMap<String, Object> attributes = new TreeMap<>(Map.of("amount", 12.5, "country", "it's", "new", true));
        return RecordedEvent.of(
                new Event(type, key, millis, id, attributes), PipelineOutput.at(offset), 1_000_000 + offset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "abcd", "YQ", "d29yZA"})
    void cursor_notOfThisList_isRefused(String cursor) {
        PageRequest page = new PageRequest(10, cursor);

        assertThatThrownBy(() -> store.anomalies(AnomalyFilter.ANY, page)).isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> store.aggregates("pump", "a", Step.MINUTE, TimeRange.ALL, page))
                .isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> store.events(EventFilter.ANY, page)).isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> store.devices("", page)).isInstanceOf(InvalidCursorException.class);
    }

    @Test
    void cells_sumTheWindowsOfEachDevice_byStretch_eachWindowOnce() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 6; i++) {
            batch.add(PipelineOutput.window("pump", i * 60_000L, PipelineOutput.at(i), i + 1), 1);
        }
        batch.add(PipelineOutput.window("fan", 120_000, PipelineOutput.at(6), 4), 1);
        store.commit(batch.build());
        store.commit(HistoryBatch.builder() // the same window again
                .add(PipelineOutput.window("pump", 240_000, PipelineOutput.at(50), 9), 1)
                .build());

        List<DeviceCell> cells = store.cells(Step.MINUTE, new TimeRange(60_000, 360_000), 180_000);

        assertThat(cells)
                .extracting(DeviceCell::device, DeviceCell::column)
                .containsExactly(tuple("fan", 0), tuple("pump", 0), tuple("pump", 1));
        List<Aggregate> second = store.aggregates(
                        "pump", "temperature", Step.MINUTE, new TimeRange(240_000, 360_000), PageRequest.first(9))
                .items();
        assertThat(second).hasSize(2);
        assertThat(cells.get(2))
                .isEqualTo(new DeviceCell(
                        "pump",
                        1,
                        second.stream()
                                .mapToDouble(
                                        window -> window.statistics().scores().worst())
                                .max()
                                .orElseThrow(),
                        second.stream()
                                .mapToLong(
                                        window -> window.statistics().scores().unusual()
                                                + window.statistics().scores().alarms())
                                .sum(),
                        second.stream()
                                .mapToLong(window -> window.statistics().count()
                                        - window.statistics().scores().warmUps())
                                .sum()));
    }
}
