package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.BudgetState;
import io.anomalyradar.alerting.PageBudget;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.control.ChannelBudget;
import io.anomalyradar.pipeline.config.RulesInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.result.ResultKind;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keeps the notifications of each channel within its budget, with {@link PageBudget}. Keyed by channel. */
public final class BudgetFunction extends KeyedProcessFunction<String, Notice, Notice> {
    private static final long serialVersionUID = 1;

    private final SettingsSource configuration;

    private transient RulesInForce rules;
    private transient MapState<String, Boolean> withheld;
    private transient MapState<String, Notice> digest;
    private transient ValueState<BudgetState.Ledger> ledger;
    private transient Counter sent;
    private transient Counter held;

    /** @param configuration has the budgets */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public BudgetFunction(SettingsSource configuration) {
        this.configuration = configuration;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        rules = configuration.openRules(operator);
        withheld = getRuntimeContext().getMapState(new MapStateDescriptor<>("withheld", Types.STRING, Types.BOOLEAN));
        digest = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("digest", Types.STRING, ResultKind.NOTICES.type()));
        ledger = getRuntimeContext().getState(new ValueStateDescriptor<>("ledger", LedgerSerializer.TYPE));
        MetricGroup radar = RadarMetrics.below(operator);
        sent = radar.counter("notificationsSent");
        held = radar.counter("notificationsWithheld");
    }

    @Override
    public void close() {
        if (rules != null) { // otherwise open has failed
            rules.close();
        }
    }

    @Override
    public void processElement(Notice notice, Context context, Collector<Notice> out) throws Exception {
        ChannelBudget budget = rules.budget(notice.channel(), notice.alert().changedMillis());
        change(context, out, pages -> pages.onNotice(notice, budget));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Notice> out) throws Exception {
        change(context, out, pages -> pages.advance(timestamp));
    }

    @FunctionalInterface
    private interface Step {
        void on(PageBudget pages);
    }

    private void change(Context context, Collector<Notice> out, Step step) throws Exception {
        BudgetState.@Nullable Ledger before = ledger.value();
        BudgetState state = new BudgetState(
                new StateMap<>(withheld), new StateMap<>(digest), before == null ? BudgetState.Ledger.EMPTY : before);
        PageBudget pages = new PageBudget(state, notice -> {
            (notice.withheld() ? held : sent).inc();
            out.collect(notice);
        });
        step.on(pages);
        ledger.update(state.ledger());
        pages.nextDueMillis().ifPresent(context.timerService()::registerEventTimeTimer);
    }
}
