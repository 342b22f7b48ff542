package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.DeviceAlerts;
import io.anomalyradar.alerting.InForce;
import io.anomalyradar.alerting.NewestEvent;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.pipeline.config.RulesInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.decode.RecordedEventSerializer;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.result.ResultKind;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns anomalies and commands into alerts; rules see the newest event of the device, with {@link DeviceAlerts}. Keyed by device. The append time of the
 * telemetry that caused an anomaly, of a command, and the watermark are its only clocks; rules and
 * silences are those in force at that time.
 */
public final class AlertFunction extends KeyedCoProcessFunction<String, Anomaly, DeviceInput, Alert> {
    private static final long serialVersionUID = 1;
    /** How long an event is remembered, by append time. */
    private static final long EVENT_MILLIS = 86_400_000;
    /** Events of how many keys a subtask remembers at the most, counted from its start. */
    private static final int MAX_EVENTS = 100_000;

    private final SettingsSource configuration;

    private transient RulesInForce rules;
    private transient MapState<String, Alert> open;
    private transient ValueState<RecordedEvent> newest;
    private transient int remembered;
    private transient Counter revisions;
    private transient Counter ignored;
    private transient Counter refused;

    /** @param configuration has the rules */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public AlertFunction(SettingsSource configuration) {
        this.configuration = configuration;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        rules = configuration.openRules(operator);
        open = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("open-alerts", Types.STRING, ResultKind.ALERTS.type()));
        newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest-event", RecordedEventSerializer.TYPE));
        MetricGroup radar = RadarMetrics.below(operator);
        revisions = radar.counter("alertRevisions");
        ignored = radar.counter("commandsIgnored");
        refused = radar.counter("alertsRefused");
    }

    @Override
    public void close() {
        if (rules != null) { // otherwise open has failed
            rules.close();
        }
    }

    @Override
    public void processElement1(Anomaly anomaly, Context context, Collector<Alert> out) throws Exception {
        long now = anomaly.appendTimeMillis();
        InForce inForce = rules.of(anomaly.device(), now).after(newestEvent(now));
        change(context, out, alerts -> alerts.onAnomaly(anomaly, inForce, now));
    }

    private NewestEvent newestEvent(long nowMillis) throws Exception {
        RecordedEvent event = newest.value();
        return event == null
                ? NewestEvent.NONE
                : new NewestEvent(event.type(), event.attributes(), nowMillis - event.timestampMillis());
    }

    @Override
    public void processElement2(DeviceInput input, Context context, Collector<Alert> out) throws Exception {
        AlertCommand command = input.command();
        RecordedEvent event = input.event();
        if (event != null) {
            remember(event, context);
        } else if (command != null) {
            long now = context.timestamp();
            InForce inForce = rules.of(command.device(), now);
            change(context, out, alerts -> {
                if (!alerts.onCommand(command, inForce, now)) {
                    ignored.inc();
                }
            });
        }
    }

    /** Events are remembered only while a rule looks at them: most keys are no devices. */
    private void remember(RecordedEvent event, Context context) throws Exception {
        if (!rules.readEvents(event.appendTimeMillis())) {
            return;
        }
        RecordedEvent before = newest.value();
        if (before == null && remembered >= MAX_EVENTS) {
            return;
        }
        if (before == null || before.timestampMillis() <= event.timestampMillis()) {
            remembered += before == null ? 1 : 0;
            newest.update(event);
            context.timerService().registerEventTimeTimer(event.appendTimeMillis() + EVENT_MILLIS);
        }
    }

    private void forgetOld(long nowMillis) throws Exception {
        RecordedEvent event = newest.value();
        if (event != null && event.appendTimeMillis() + EVENT_MILLIS <= nowMillis) {
            newest.clear();
            remembered--;
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        forgetOld(timestamp);
        InForce inForce = rules.of(context.getCurrentKey(), timestamp);
        change(context, out, alerts -> alerts.advance(inForce, timestamp));
    }

    @FunctionalInterface
    private interface Step {
        void on(DeviceAlerts alerts);
    }

    private void change(Context context, Collector<Alert> out, Step step) throws Exception {
        Map<String, Alert> before = new HashMap<>();
        for (Map.Entry<String, Alert> entry : open.entries()) {
            before.put(entry.getKey(), entry.getValue());
        }
        DeviceAlerts alerts = new DeviceAlerts(before.values(), alert -> {
            revisions.inc();
            out.collect(alert);
        });
        step.on(alerts);
        refused.inc(alerts.refused());
        for (Alert kept : alerts.kept()) {
            if (!kept.equals(before.remove(kept.id()))) {
                open.put(kept.id(), kept);
            }
        }
        for (String gone : before.keySet()) {
            open.remove(gone);
        }
        alerts.nextDueMillis().ifPresent(context.timerService()::registerEventTimeTimer);
    }
}
