package io.anomalyradar.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class FleetTest {
    private static final long START = 1_767_225_600_000L;
    private static final long STEP = 500;
    private static final int STEPS = 3_000;

    /** Everything that a fleet said: frames by device and time, and labels. */
    private record Recording(List<Frame> frames, List<FaultLabel> labels) {
        static Recording of(FleetConfig config) {
            List<Frame> frames = new ArrayList<>();
            List<FaultLabel> labels = new ArrayList<>();
            Fleet fleet = new Fleet(config, labels::add);
            for (int step = 0; step < STEPS; step++) {
                for (int device = 0; device < fleet.size(); device++) {
                    Frame frame = fleet.next(device, START + step * STEP);
                    if (frame != null) {
                        frames.add(frame);
                    }
                }
            }
            fleet.end();
            return new Recording(frames, labels);
        }

        Map<Long, Double> series(String device, String metric) {
            Map<Long, Double> values = new TreeMap<>();
            for (Frame frame : frames) {
                for (int i = 0; i < frame.size(); i++) {
                    if (frame.device().equals(device) && frame.metric(i).equals(metric)) {
                        values.put(frame.timestampMillis(), frame.value(i));
                    }
                }
            }
            return values;
        }
    }

    @Test
    void sameSeed_givesTheSameFramesAndLabels_anotherSeedDoesNot() {
        Recording first = Recording.of(fleet(EnumSet.allOf(SimulatedFault.class), 7));
        Recording again = Recording.of(fleet(EnumSet.allOf(SimulatedFault.class), 7));
        Recording other = Recording.of(fleet(EnumSet.allOf(SimulatedFault.class), 8));

        assertThat(again).isEqualTo(first);
        assertThat(other.frames()).isNotEqualTo(first.frames());
        assertThat(first.labels()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"STUCK", "DROPOUT", "NOISE"})
    void movedValues_differFromTheCleanOnesByTheLabelledMagnitude_andAllOthersAreClean(SimulatedFault kind) {
        Recording faulty = Recording.of(fleet(Set.of(kind), 3));
        Recording clean = Recording.of(fleet(Set.of(), 3));

        assertThat(faulty.labels()).isNotEmpty();
        for (String device : devices(clean)) {
            for (String metric : metrics(clean, device)) {
                Map<Long, Double> moved = faulty.series(device, metric);
                List<FaultLabel> labels = labels(faulty, device, metric);
                clean.series(device, metric).forEach((time, value) -> {
                    double expected = labels.stream()
                            .filter(label -> label.startMillis() <= time && time <= label.endMillis())
                            .mapToDouble(label -> offset(kind, label, time))
                            .sum();
                    double actual = Objects.requireNonNull(moved.get(time)) - value;
                    assertThat(actual)
                            .as("%s %s at %s", device, metric, time)
                            .isCloseTo(expected, within(3e-4 + Math.abs(expected) / 50));
                });
            }
        }
    }

    private static double offset(SimulatedFault kind, FaultLabel label, long time) {
        if (kind != SimulatedFault.DRIFT) {
            return label.magnitude();
        }
        double frames = (label.endMillis() - label.startMillis()) / (double) STEP + 1;
        return label.magnitude() * ((time - label.startMillis()) / (double) STEP + 1) / frames;
    }

    @Test
    void stuckSensor_repeatsItsLastGoodValue() {
        Recording faulty = Recording.of(fleet(Set.of(SimulatedFault.STUCK), 5));

        assertThat(faulty.labels()).isNotEmpty().allSatisfy(label -> {
            Map<Long, Double> values = faulty.series(label.device(), label.metric());
            Double before = values.get(label.startMillis() - STEP);
            for (long time = label.startMillis(); time <= label.endMillis(); time += STEP) {
                assertThat(values.get(time)).isEqualTo(before);
            }
            assertThat(label.magnitude()).isZero();
        });
    }

    @Test
    void dropout_sendsNothingOfItsMetric_andEverythingElse() {
        Recording faulty = Recording.of(fleet(Set.of(SimulatedFault.DROPOUT), 5));

        assertThat(faulty.labels()).isNotEmpty();
        for (String device : devices(faulty)) {
            for (String metric : metrics(faulty, device)) {
                List<FaultLabel> labels = labels(faulty, device, metric);
                Predicate<Long> silent = time ->
                        labels.stream().anyMatch(label -> label.startMillis() <= time && time <= label.endMillis());
                Map<Long, Double> values = faulty.series(device, metric);
                for (int step = 0; step < STEPS; step++) {
                    long time = START + step * STEP;
                    assertThat(values.containsKey(time)).isNotEqualTo(silent.test(time));
                }
            }
        }
    }

    @Test
    void noise_scattersTheValuesAsLabelled() {
        Recording faulty = Recording.of(fleet(Set.of(SimulatedFault.NOISE), 5));
        Recording clean = Recording.of(fleet(Set.of(), 5));

        double squares = 0;
        int count = 0;
        for (FaultLabel label : faulty.labels()) {
            Map<Long, Double> noisy = faulty.series(label.device(), label.metric());
            Map<Long, Double> calm = clean.series(label.device(), label.metric());
            for (long time = label.startMillis(); time <= label.endMillis(); time += STEP) {
                double moved = Objects.requireNonNull(noisy.get(time)) - Objects.requireNonNull(calm.get(time));
                squares += moved * moved / (label.magnitude() * label.magnitude());
                count++;
            }
        }

        assertThat(count).isGreaterThan(500);
        assertThat(squares / count).isCloseTo(1, within(0.2));
    }

    @Test
    void quietFrames_areWithoutFaults() {
        FleetConfig config = new FleetConfig(8, 4, EnumSet.allOf(SimulatedFault.class), 1, 1_000, 1);

        Recording recording = Recording.of(config);

        assertThat(recording.labels()).isNotEmpty().allSatisfy(label -> assertThat(label.startMillis())
                .isGreaterThanOrEqualTo(START + 1_000 * STEP));
    }

    @Test
    void everyFrame_isAcceptedAsTelemetry() {
        FleetConfig config = new FleetConfig(12, 17, EnumSet.allOf(SimulatedFault.class), 0.05, 10, 1);

        Recording recording = Recording.of(config);

        FrameProtobuf protobuf = new FrameProtobuf();
        TelemetryDecoder decoder = new TelemetryDecoder();
        assertThat(recording.frames())
                .allSatisfy(frame -> assertThat(decoder.decode(protobuf.encode(frame), Topics.PROTOBUF, null)
                                .refusals())
                        .isEmpty());
        assertThat(devices(recording)).hasSize(12);
    }

    @Test
    void unknownFault_isRefusedNamingThoseThereAre() {
        assertThat(SimulatedFault.named(List.of("Level-Shift", "spike")))
                .containsExactlyInAnyOrder(SimulatedFault.SPIKE, SimulatedFault.LEVEL_SHIFT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedFault.named(List.of("explosion")))
                .withMessageContaining("spike, level-shift, drift, stuck, dropout, noise");
    }

    private static FleetConfig fleet(Set<SimulatedFault> faults, long seed) {
        return new FleetConfig(4, 5, faults, 0.005, 50, seed);
    }

    private static List<String> devices(Recording recording) {
        return recording.frames().stream().map(Frame::device).distinct().toList();
    }

    private static List<String> metrics(Recording recording, String device) {
        List<String> metrics = new ArrayList<>();
        Frame first = recording.frames().stream()
                .filter(frame -> frame.device().equals(device))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < first.size(); i++) {
            metrics.add(first.metric(i));
        }
        return metrics;
    }

    private static List<FaultLabel> labels(Recording recording, String device, String metric) {
        return recording.labels().stream()
                .filter(label -> label.device().equals(device) && label.metric().equals(metric))
                .toList();
    }
}
