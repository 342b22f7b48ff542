package io.anomalyradar.alerting.capsule;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.alerting.capsule.Finding.Outcome;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.HoldOff;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleJson;
import io.anomalyradar.model.capsule.CapsuleSample;
import io.anomalyradar.model.capsule.CapsuleStart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapsuleReplayTest {
    /** Of each method; a thousand in all. */
    private static final int CAPSULES = 200;

    /** Through the JSON form, as an operator would replay them. */
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"PREDICTIVE", "ZSCORE", "ROBUST_ZSCORE", "EWMA", "RATE"})
    void capsulesOfRandomAlerts_replayToTheSameBits(Method method) throws IOException {
        int replayed = 0;
        for (int seed = 0; replayed < CAPSULES; seed++) {
            for (Capsule capsule : capsules(method, seed)) {
                List<Finding> findings = CapsuleReplay.of(CapsuleJson.decode(CapsuleJson.encode(capsule)));

                assertThat(findings)
                        .as("%s, seed %s, %s", method, seed, capsule.alert().anomaly())
                        .extracting(Finding::outcome)
                        .containsExactly(Outcome.EQUAL, Outcome.EQUAL, Outcome.EQUAL);
                replayed++;
            }
        }
    }

    @Test
    void capsule_beginsWithTheFirstUnusualSample() {
        for (Capsule capsule : capsules(Method.PREDICTIVE, 1)) {
            assertThat(start(capsule).timestampMillis())
                    .isEqualTo(capsule.alert().anomaly().startMillis());
        }
    }

    @Test
    void changedSample_isFound() throws IOException {
        Capsule capsule = capsules(Method.PREDICTIVE, 2).get(0);
        List<CapsuleSample> samples = new ArrayList<>(capsule.samples());
        CapsuleSample second = samples.get(1);
        samples.set(
                1,
                new CapsuleSample(
                        second.timestampMillis(),
                        Math.nextUp(second.value()),
                        second.expected(),
                        second.lower(),
                        Math.nextUp(second.upper()),
                        second.score(),
                        second.status(),
                        second.configVersion()));

        List<Finding> findings = CapsuleReplay.of(with(capsule, start(capsule), samples));

        assertThat(findings.get(0).outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(findings.get(0).text()).contains("after 1 equal");
    }

    @Test
    void stateOfAnotherVersion_isReportedAsSuch() {
        Capsule capsule = capsules(Method.PREDICTIVE, 2).get(0);
        CapsuleStart start = start(capsule);
        byte[] state = Base64.getDecoder().decode(start.state());
        state[7]++; // the version follows four bytes that name the format

        List<Finding> findings =
                CapsuleReplay.of(with(capsule, with(start, Base64.getEncoder().encodeToString(state)), List.of()));

        assertThat(findings.get(0).outcome()).isEqualTo(Outcome.NOT_REPLAYED);
        assertThat(findings.get(0).text()).contains("which this release does not read");
    }

    @Test
    void capsuleWithoutState_saysWhy() {
        Capsule capsule = capsules(Method.PREDICTIVE, 2).get(0);
        Capsule without = new Capsule(
                capsule.release(),
                capsule.detectorState(),
                capsule.alert(),
                capsule.rule(),
                capsule.placement(),
                null,
                "the job was restarted",
                List.of());

        assertThat(CapsuleReplay.of(without).get(0))
                .isEqualTo(new Finding("samples", Outcome.NOT_REPLAYED, "the job was restarted"));
    }

    private static CapsuleStart start(Capsule capsule) {
        return Objects.requireNonNull(capsule.start());
    }

    private static Capsule with(Capsule capsule, @Nullable CapsuleStart start, List<CapsuleSample> samples) {
        return new Capsule(
                capsule.release(),
                capsule.detectorState(),
                capsule.alert(),
                capsule.rule(),
                capsule.placement(),
                start,
                "",
                samples);
    }

    private static CapsuleStart with(CapsuleStart start, String state) {
        return new CapsuleStart(
                start.anomaly(),
                start.device(),
                start.metric(),
                start.timestampMillis(),
                start.source(),
                start.sharers(),
                start.configVersion(),
                start.detector(),
                state);
    }

    /** Of a noisy series with faults of several kinds at random times, under a random policy. */
    private static List<Capsule> capsules(Method method, int seed) {
        Random random = new Random(31L * seed + method.name().hashCode());
        DetectorConfig usual = DetectorConfig.of(method);
        AlarmConfig alarm = seed % 3 == 0
                ? new AlarmConfig(2, 4, 3, 9, 1.5, 10, HoldOff.NONE)
                : seed % 3 == 1 ? AlarmConfig.DEFAULT : AlarmConfig.K_OF_N;
        Recorder recorder = new Recorder(
                new DetectorConfig(usual.method(), 200, usual.warmUp(), alarm, usual.budget()), 1 + seed % 5);
        int fault = 0;
        for (int i = 0; i < 6_000; i++) {
            if (fault == 0 && i > 1_000 && random.nextInt(400) == 0) {
                fault = 1 + random.nextInt(40);
            }
            double extra = fault > 0 ? 20 + 10 * random.nextDouble() : 0;
            fault = Math.max(0, fault - 1);
            recorder.take(60_000L * i, 50 + 3 * Math.sin(i / 50.0) + random.nextGaussian() + extra);
        }
        return recorder.capsules();
    }
}
