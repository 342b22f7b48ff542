package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.CompiledPattern;
import io.anomalyradar.alerting.pattern.MachineProgress;
import io.anomalyradar.alerting.pattern.Matches;
import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.PatternMatch;
import io.anomalyradar.alerting.pattern.PatternMatcher;
import io.anomalyradar.alerting.pattern.PatternOutput;
import io.anomalyradar.alerting.pattern.PatternState;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.pipeline.config.RulesInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.result.SideOutputs;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Finds matches of patterns, with {@link PatternMatcher}. Keyed by pattern and its key. Everything happens in timers on
 * the append-time watermark: a timer at a time fires when all that was appended until then has arrived, from each source
 * and partition, so the matches depend on the log alone. A match is emitted as an anomaly that opens and ends at once, the
 * alert of a machine's state as one that ends when the state is left; the states of keys go to a side output.
 *
 * <p>At most {@value #MAX_KEYS} keys of each subtask have state at the same time; of further ones the inputs are left out
 * until others end.
 */
public final class PatternFunction extends KeyedProcessFunction<String, RoutedInput, Anomaly>
        implements CheckpointedFunction {
    static final int MAX_KEYS = 100_000;

    private static final long serialVersionUID = 1;

    private final SettingsSource configuration;
    private final int maxKeys;

    private transient RulesInForce rules;
    private transient ValueState<PatternState> kept;

    @SuppressWarnings("NullAway.Init") // set by initializeState, which comes before open
    private transient ListState<Long> keyCounts;

    private transient long keys;
    private transient Counter found;
    private transient Counter late;
    private transient Counter repeated;
    private transient Counter refused;
    private transient Counter evicted;
    private transient Counter dropped;

    /** @param configuration has the patterns */
    public PatternFunction(SettingsSource configuration) {
        this(configuration, MAX_KEYS);
    }

    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    PatternFunction(SettingsSource configuration, int maxKeys) {
        this.configuration = configuration;
        this.maxKeys = maxKeys;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        keyCounts = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("pattern-keys", Types.LONG));
        for (long count : keyCounts.get()) {
            keys += count;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        keyCounts.update(List.of(keys));
    }

    @Override
    public void open(OpenContext context) throws Exception {
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        rules = configuration.openRules(operator);
        kept = getRuntimeContext().getState(new ValueStateDescriptor<>("pattern", PatternStateSerializer.TYPE));
        MetricGroup radar = RadarMetrics.below(operator);
        radar.gauge("patternKeys", () -> keys);
        found = radar.counter("patternMatches");
        late = radar.counter("patternInputsLate");
        repeated = radar.counter("patternInputsRepeated");
        refused = radar.counter("patternInputsRefused");
        evicted = radar.counter("patternRunsEvicted");
        dropped = radar.counter("patternRunsDropped");
    }

    @Override
    public void close() {
        if (rules != null) { // otherwise open has failed
            rules.close();
        }
    }

    @Override
    public void processElement(RoutedInput routed, Context context, Collector<Anomaly> out) throws Exception {
        PatternInput input = routed.input();
        CompiledPattern pattern = rules.patterns(input.appendMillis()).find(routed.pattern());
        PatternState before = kept.value();
        if (pattern == null) {
            return; // it was removed between routing and now; a timer clears what is kept
        }
        if (before == null && keys >= maxKeys) {
            refused.inc();
            return;
        }
        PatternMatcher matcher = new PatternMatcher(pattern, routed.key(), before, match -> {});
        matcher.take(input);
        keep(before, matcher);
        context.timerService().registerEventTimeTimer(PatternMatcher.dueMillis(input));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Anomaly> out) throws Exception {
        PatternState before = kept.value();
        if (before == null) {
            return;
        }
        String partition = context.getCurrentKey();
        CompiledPattern pattern = rules.patterns(timestamp).find(RoutedInput.pattern(partition));
        if (pattern == null) {
            dropped.inc(before.runs().size() + before.recent().size() + (before.progress() == null ? 0 : 1));
            MachineProgress progress = before.progress();
            if (progress != null) {
                context.output(SideOutputs.STATES, gone(partition, progress, timestamp));
            }
            kept.clear();
            keys--;
            return;
        }
        PatternMatcher matcher =
                new PatternMatcher(pattern, RoutedInput.key(partition), before, new Emission(context, out));
        matcher.advance(timestamp);
        keep(before, matcher);
        matcher.nextEndMillis().ifPresent(context.timerService()::registerEventTimeTimer);
    }

    /** Emits what a matcher finds. */
    private final class Emission implements PatternOutput {
        private final OnTimerContext context;
        private final Collector<Anomaly> out;

        Emission(OnTimerContext context, Collector<Anomaly> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void found(PatternMatch match) {
            if (match.phase() != PatternMatch.Phase.OVER) {
                found.inc();
                out.collect(Matches.opened(match));
            }
            if (match.phase() != PatternMatch.Phase.BEGUN) {
                out.collect(Matches.ended(match));
            }
        }

        @Override
        public void moved(MachinePosition position) {
            context.output(SideOutputs.STATES, position);
        }
    }

    /** The machine was removed: servers do not list the key any more. */
    private static MachinePosition gone(String partition, MachineProgress progress, long timestamp) {
        return new MachinePosition(
                RoutedInput.pattern(partition),
                RoutedInput.key(partition),
                progress.state(),
                true,
                progress.enteredMillis(),
                timestamp,
                "");
    }

    private void keep(@Nullable PatternState before, PatternMatcher matcher) throws Exception {
        PatternState after = matcher.kept();
        if (after != null) {
            kept.update(after);
        } else {
            kept.clear();
        }
        keys += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        late.inc(matcher.losses().late());
        repeated.inc(matcher.losses().repeated());
        refused.inc(matcher.losses().refused());
        evicted.inc(matcher.losses().evicted());
        dropped.inc(matcher.losses().dropped());
    }
}
