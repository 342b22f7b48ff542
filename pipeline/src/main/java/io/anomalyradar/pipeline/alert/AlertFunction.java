package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.DeviceAlerts;
import io.anomalyradar.alerting.InForce;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.pipeline.config.RulesInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.result.ResultKind;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns anomalies and commands into alerts, with {@link DeviceAlerts}. Keyed by device. The append time of the
 * telemetry that caused an anomaly, of a command, and the watermark are its only clocks; rules and
 * silences are those in force at that time.
 */
public final class AlertFunction extends KeyedCoProcessFunction<String, Anomaly, AlertCommand, Alert> {
    private static final long serialVersionUID = 1;

    private final SettingsSource configuration;

    private transient RulesInForce rules;
    private transient MapState<String, Alert> open;
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
        InForce inForce = rules.of(anomaly.device(), now);
        change(context, out, alerts -> alerts.onAnomaly(anomaly, inForce, now));
    }

    @Override
    public void processElement2(AlertCommand command, Context context, Collector<Alert> out) throws Exception {
        long now = context.timestamp();
        InForce inForce = rules.of(command.device(), now);
        change(context, out, alerts -> {
            if (!alerts.onCommand(command, inForce, now)) {
                ignored.inc();
            }
        });
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
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
