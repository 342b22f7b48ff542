package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.CompiledPattern;
import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.Patterns;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.config.RulesInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes on what a pattern in force reads, once for each such pattern. What no pattern reads costs one look-up.
 *
 * @param <T> events, anomalies or frames of scores
 */
public final class RouteFunction<T> extends ProcessFunction<T, RoutedInput> {
    /** The inputs in an element. */
    public interface Reading<T> extends Serializable {
        long appendMillis(T element);

        /** Passes on the inputs that {@code patterns} may read. */
        void inputs(T element, Patterns patterns, Consumer<PatternInput> out);
    }

    private final SettingsSource configuration;
    private final Reading<T> reading;
    private transient RulesInForce rules;

    /** @param configuration has the patterns */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public RouteFunction(SettingsSource configuration, Reading<T> reading) {
        this.configuration = configuration;
        this.reading = reading;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        rules = configuration.openRules(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void close() {
        if (rules != null) { // otherwise open has failed
            rules.close();
        }
    }

    @Override
    public void processElement(T element, Context context, Collector<RoutedInput> out) {
        Patterns patterns = rules.patterns(reading.appendMillis(element));
        if (patterns.isEmpty()) {
            return;
        }
        reading.inputs(element, patterns, input -> route(input, patterns, out));
    }

    private static void route(PatternInput input, Patterns patterns, Collector<RoutedInput> out) {
        if (Topics.isSystem(input.key())) {
            return;
        }
        for (CompiledPattern pattern : patterns.readersOf(input.kind(), input.name())) {
            String key = pattern.keyOf(input);
            if (key != null && FrameLimits.deviceFault(key) == null) { // alerts are of it, as of a device
                out.collect(new RoutedInput(pattern.pattern().id(), key, input));
            }
        }
    }
}
