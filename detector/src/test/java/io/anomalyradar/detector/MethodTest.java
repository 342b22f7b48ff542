package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.method.LimitsConfig;
import io.anomalyradar.detector.method.MethodConfig;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every method, the default and the z-score among them. */
class MethodTest {

    private static final long MINUTE = 60_000;

    private final Evaluation evaluation = new Evaluation();

    @ParameterizedTest
    @EnumSource(Method.class)
    void key_isReadAsThatMethod(Method method) {
        assertThat(Method.of(method.defaults())).isEqualTo(method);
        assertThat(Method.of(method.code())).isEqualTo(method);
        assertThat(method.key()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void versions_ofAllMethods_differ() {
        Set<Integer> versions = new HashSet<>();

        for (Method method : Method.values()) {
            versions.add(config(method).version());
        }

        assertThat(versions).hasSize(Method.values().length);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void version_eachSetting_hasAPartInIt(Method method) throws ReflectiveOperationException {
        Record defaults = (Record) method.defaults();
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        int version = config(method).version();

        for (int i = 0; i < components.length; i++) {
            Object[] values = values(defaults);
            values[i] = values[i] instanceof Integer whole
                    ? (Object) (whole + 1)
                    : (Object) Math.max((Double) values[i] * 0.9, 0.1);
            MethodConfig changed = (MethodConfig) constructor(defaults).newInstance(values);
            assertThat(DetectorConfig.DEFAULT.withMethod(changed).version())
                    .as(components[i].getName())
                    .isNotEqualTo(version);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void settings_thatAreNoNumbers_areRefusedByName(Method method) throws ReflectiveOperationException {
        Record defaults = (Record) method.defaults();
        RecordComponent[] components = defaults.getClass().getRecordComponents();

        for (int i = 0; i < components.length; i++) {
            Object[] values = values(defaults);
            values[i] = values[i] instanceof Integer ? (Object) Integer.MIN_VALUE : (Object) Double.NaN;
            assertThatThrownBy(() -> constructor(defaults).newInstance(values))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(components[i].getName() + " must be");
        }
    }

    private static Object[] values(Record record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getAccessor().invoke(record);
        }
        return values;
    }

    private static Constructor<?> constructor(Record record) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(record.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return record.getClass().getConstructor(types);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void restoredState_continuesWithTheSameBits(Method method) {
        DeviceDetector detector = new DeviceDetector(config(method));
        DeviceState state = detector.newState();
        state.addMetric("a");
        state.addMetric("b");
        ParitySignal signal = new ParitySignal();
        run(detector, state, signal, 3_000);

        DeviceState restored = DeviceStateCodec.decode(DeviceStateCodec.encode(state));
        Digest ofState = new Digest();
        Digest ofRestored = new Digest();
        for (int i = 0; i < 1_500; i++) {
            signal.next();
            for (int series = 0; series < 2; series++) {
                detector.step(state, series, signal.timestampMillis(), signal.value(series), evaluation);
                ofState.add(evaluation);
                detector.step(restored, series, signal.timestampMillis(), signal.value(series), evaluation);
                ofRestored.add(evaluation);
            }
        }

        assertThat(ofRestored.value()).isEqualTo(ofState.value());
        assertThat(DeviceStateCodec.encode(restored)).containsExactly(DeviceStateCodec.encode(state));
    }

    private void run(DeviceDetector detector, DeviceState state, ParitySignal signal, int ticks) {
        for (int i = 0; i < ticks; i++) {
            signal.next();
            for (int series = 0; series < state.seriesCount(); series++) {
                detector.step(state, series, signal.timestampMillis(), signal.value(series), evaluation);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void step_allocatesNothing(Method method) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SeriesDetector detector = new SeriesDetector(config(method));
        double[] state = new double[detector.stateSize()];
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 2_000; i++) {
            detector.step(state, 0, i * MINUTE, random.noise(), evaluation);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 2_000; i < 12_000; i++) {
            detector.step(state, 0, i * MINUTE, random.noise() + (i % 3_000 == 0 ? 9 : 0), evaluation);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated)
                .isLessThan(10_000); // occasional allocations of the JVM itself; one byte per sample would be as much
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void anySamples_haveFiniteScoresAndABandInOrder(Method method) {
        SeriesDetector detector = new SeriesDetector(config(method));
        double[] state = new double[detector.stateSize()];
        SplitMix64 random = new SplitMix64(2);
        double[] extremes = {0, -0.0, 1e75, -1e75, 1e-300, Double.MIN_VALUE, 5};

        for (int i = 0; i < 8_000; i++) {
            boolean odd = i > 4_000 && random.uniform() < 0.02;
            double x = odd ? extremes[(int) (random.uniform() * extremes.length)] : random.noise();
            detector.step(state, 0, i * MINUTE, x, evaluation);
            if (evaluation.status() != SampleStatus.WARM_UP) {
                assertThat(evaluation.score()).as("sample %s of %s", i, x).isBetween(0.0, 1e30);
                assertThat(evaluation.expected()).isNotNaN();
                assertThat(evaluation.lower()).isLessThanOrEqualTo(evaluation.upper());
            }
        }
        for (double number : state) {
            assertThat(number).isNotNaN();
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void constantSignal_isNeverUnusual(Method method) {
        SeriesDetector detector = new SeriesDetector(config(method));
        double[] state = new double[detector.stateSize()];

        for (int i = 0; i < 5_000; i++) {
            detector.step(state, 0, i * MINUTE, 21.5, evaluation);
            assertThat(evaluation.unusual()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void anotherMethod_beginsAnewAndCountersAndAnomalyGoOn(Method method) {
        DeviceDetector before = new DeviceDetector(config(Method.LIMITS).withMethod(new LimitsConfig(-6, 6, 0)));
        DeviceDetector after = new DeviceDetector(config(method));
        DeviceState state = before.newState();
        state.addMetric("m");
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 100; i++) {
            before.step(state, 0, i * MINUTE, random.noise(), evaluation);
        }
        before.step(state, 0, 100 * MINUTE, 50, evaluation);
        before.step(state, 0, 99 * MINUTE, 50, evaluation);

        after.adopt(state);

        assertThat(state.samples(0)).isEqualTo(101);
        assertThat(state.late(0)).isEqualTo(1);
        boolean ended = false;
        for (int i = 101; i < 400; i++) {
            after.step(state, 0, i * MINUTE, random.noise(), evaluation);
            ended |= evaluation.transition() == Transition.ENDED;
        }
        assertThat(ended).isTrue();
    }

    private static DetectorConfig config(Method method) {
        return DetectorConfig.DEFAULT.withMethod(method.defaults()).withWindow(300);
    }
}
