package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.telemetry.Attributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading the stored data of devices. */
public abstract class DeviceContract extends HistoryStoreContract {

    @Test
    void device_known_tellsWhatWasSeen() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 9_000, 0)
                        .metrics("a")
                        .appendedAt(100)
                        .attributes(new Attributes("plant 1", "pump", "", ""))
                        .frame())
                .add(PipelineOutput.scores("pump", 8_000, 1)
                        .metrics("a", "b")
                        .appendedAt(300)
                        .attributes(new Attributes("plant 2", "", "", "acme"))
                        .frame())
                .add(PipelineOutput.anomaly("a1", "pump", 1).emitted(), 1)
                .add(
                        PipelineOutput.anomaly("a2", "pump", 1)
                                .severity(Severity.CRITICAL)
                                .emitted(),
                        1)
                .add(
                        PipelineOutput.anomaly("a3", "pump", 1)
                                .severity(Severity.CRITICAL)
                                .emitted(),
                        1)
                .add(PipelineOutput.anomaly("a4", "pump", 1).endedAt(2).emitted(), 1)
                .build());
        reopen();

        assertThat(store.device("pump"))
                .contains(new Device(
                        "pump",
                        new Attributes("plant 2", "pump", "", "acme"),
                        100,
                        300,
                        9_000,
                        2,
                        Map.of(Severity.WARNING, 1, Severity.CRITICAL, 2)));
    }

    @Test
    void catalogue_hasTheSeriesOfEveryDeviceInOrder() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("zeta ü", 1, 0).metrics("b", "a").frame())
                .add(PipelineOutput.scores("pump", 1, 1)
                        .metrics("c")
                        .attributes(new Attributes("north", "", "", "acme"))
                        .frame())
                .add(PipelineOutput.scores("pump", 2, 2).metrics("d").frame())
                .build());
        store.deleteDevice("none", Long.MAX_VALUE);

        assertThat(store.catalogue())
                .containsExactly(
                        new SeriesOfDevice("pump", new Attributes("north", "", "", "acme"), List.of("c", "d")),
                        new SeriesOfDevice("zeta ü", Attributes.NONE, List.of("a", "b")));
        store.deleteDevice("pump", Long.MAX_VALUE);
        assertThat(store.catalogue()).extracting(SeriesOfDevice::device).containsExactly("zeta ü");
    }

    @Test
    void device_seenInTwoPartitions_isOneDevice() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1_000, 0).appendedAt(50).frame())
                .add(PipelineOutput.scores("pump", 2_000, 0)
                        .from(PipelineOutput.TELEMETRY, 1)
                        .appendedAt(70)
                        .frame())
                .build());

        assertThat(store.devices("", PageRequest.first(10)).items())
                .containsExactly(new Device("pump", Attributes.NONE, 50, 70, 2_000, 1, Map.of()));
        assertThat(store.totals().devices()).isEqualTo(1);
    }

    @Test
    void device_unknown_isAbsent() {
        assertThat(store.device("nobody")).isEmpty();
        assertThat(store.latest("nobody")).isEmpty();
        assertThat(store.counts("nobody")).isEmpty();
    }

    @Test
    void devices_pagedWhileOthersAppear_showsEachOnceInOrder() {
        store.commit(oneFrameEach("b", "d", "f", "h", "j"));

        Page<Device> first = store.devices("", PageRequest.first(2));
        store.commit(oneFrameEach("a", "c", "e", "i"));
        List<Device> rest = rest(first, page -> store.devices("", page));

        assertThat(first.items()).extracting(Device::name).containsExactly("b", "d");
        assertThat(rest).extracting(Device::name).containsExactly("e", "f", "h", "i", "j");
    }

    @Test
    void devices_partOfName_isFoundInAnyCase() {
        store.commit(oneFrameEach("Pump-1", "pump-2", "fan", "100%", "ÄPFEL"));

        assertThat(names("UMP")).containsExactly("Pump-1", "pump-2");
        assertThat(names("%")).containsExactly("100%");
        assertThat(names("äpf")).containsExactly("ÄPFEL");
    }

    @Test
    void names_ofAnyScript_comeBackAsTheyWere() {
        String device = "насос 7 \"x\"; DROP TABLE samples; -- 🛰️";
        String metric = "温度°C'\\";
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores(device, 1, 0).metrics(metric).frame())
                .add(PipelineOutput.anomaly("a1", device, 1).metric(metric).emitted(), 1)
                .build());
        reopen();

        assertThat(store.device(device)).isPresent();
        assertThat(store.devices("", PageRequest.first(1)).items())
                .extracting(Device::name)
                .containsExactly(device);
        assertThat(raw(device, metric)).hasSize(1);
        assertThat(store.latest(device)).extracting(MetricSample::metric).containsExactly(metric);
        assertThat(anomalies(AnomalyFilter.ANY.withDevice(device).withMetric(metric)))
                .hasSize(1);
        Committed again = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores(device, 1, 0).metrics(metric).frame())
                .build());
        assertThat(again.repeatedFrames()).isEqualTo(1);
    }

    @Test
    void latest_ofEachMetric_isTheLastToArriveThatWasNotLate() {
        long day = 86_400_000;
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1_000, 0)
                        .metrics("a", "b", "old")
                        .appendedAt(1)
                        .frame())
                .add(PipelineOutput.scores("pump", 5_000, 1)
                        .metrics("a", "b")
                        .appendedAt(day)
                        .frame())
                .add(PipelineOutput.scores("pump", 5_000, 2)
                        .metrics("a")
                        .values(7)
                        .appendedAt(day)
                        .frame())
                .add(PipelineOutput.scores("pump", 3_000, 3)
                        .metrics("a", "b")
                        .status(SampleStatus.LATE)
                        .appendedAt(day)
                        .frame())
                .build());

        List<MetricSample> latest = store.latest("pump");

        assertThat(latest).extracting(MetricSample::metric).containsExactly("a", "b", "old");
        assertThat(latest).extracting(l -> l.sample().source().offset()).containsExactly(2L, 1L, 0L);
        assertThat(latest.get(0).sample().value()).isEqualTo(7);
    }

    @Test
    void counts_perMetric_areByStatusWithFirstAndLastTime() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 2_000, 0)
                        .metrics("a", "b")
                        .status(SampleStatus.WARM_UP)
                        .frame())
                .add(PipelineOutput.scores("pump", 3_000, 1).metrics("a").frame())
                .add(PipelineOutput.scores("pump", 4_000, 2).metrics("a").frame())
                .add(PipelineOutput.scores("pump", 1_000, 3)
                        .metrics("a")
                        .status(SampleStatus.LATE)
                        .frame())
                .add(PipelineOutput.scores("fan", 1_000, 4).metrics("a").frame())
                .build());

        assertThat(store.counts("pump"))
                .containsExactly(
                        new SeriesCounts(
                                "a",
                                Map.of(SampleStatus.WARM_UP, 1L, SampleStatus.NORMAL, 2L, SampleStatus.LATE, 1L),
                                1_000,
                                4_000),
                        new SeriesCounts("b", Map.of(SampleStatus.WARM_UP, 1L), 2_000, 2_000));
        assertThat(store.counts("pump").get(0).total()).isEqualTo(4);
    }

    @Test
    void totals_countWhatIsStored() {
        store.commit(frames("pump", 0, 10)
                .add(PipelineOutput.scores("fan", 0, 100).metrics("a", "b").frame())
                .add(PipelineOutput.anomaly("a1", "pump", 1).emitted(), 1)
                .add(PipelineOutput.anomaly("a2", "pump", 1).endedAt(3).emitted(), 1)
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(1), 2), 1)
                .build());

        Totals totals = store.totals();

        assertThat(totals.bytesOnDisk()).isPositive();
        assertThat(totals).isEqualTo(new Totals(2, 3, 12, 2, 1, 1, totals.bytesOnDisk()));
    }
}
