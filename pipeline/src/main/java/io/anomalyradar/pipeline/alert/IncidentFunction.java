package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.AreaIncidents;
import io.anomalyradar.alerting.AreaState;
import io.anomalyradar.alerting.Escalations;
import io.anomalyradar.alerting.IncidentOutput;
import io.anomalyradar.alerting.Membership;
import io.anomalyradar.alerting.OpenEscalation;
import io.anomalyradar.alerting.Surroundings;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.pipeline.config.RulesInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.result.ResultKind;
import io.anomalyradar.pipeline.result.SideOutputs;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes incidents of alerts and decides of what people are notified, with {@link AreaIncidents}, and who is next when nobody
 * answers, with {@link Escalations}. Keyed by area. The
 * alerts go through it and come out with their incident.
 */
public final class IncidentFunction extends KeyedCoProcessFunction<String, Alert, AlertCommand, Alert> {
    private static final long serialVersionUID = 1;

    private final SettingsSource configuration;

    private transient RulesInForce rules;
    private transient MapState<String, Incident> incidents;
    private transient MapState<String, Membership> members;
    private transient MapState<String, Alert> held;
    private transient MapState<String, String> silent;
    private transient MapState<String, Boolean> devices;
    private transient MapState<String, Long> due;
    private transient MapState<String, OpenEscalation> escalations;
    private transient ValueState<String> current;
    private transient ValueState<Long> now;
    private transient Counter revisions;
    private transient Counter notices;
    private transient Counter ignored;

    /** @param configuration has the policy, and which device contains which */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public IncidentFunction(SettingsSource configuration) {
        this.configuration = configuration;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        MetricGroup operator = getRuntimeContext().getMetricGroup();
        rules = configuration.openRules(operator);
        incidents = map("incidents", ResultKind.INCIDENTS.type());
        members = map("members", MembershipSerializer.TYPE);
        held = map("held", ResultKind.ALERTS.type());
        silent = map("silent", Types.STRING);
        devices = map("devices", Types.BOOLEAN);
        due = map("due", Types.LONG);
        escalations = map("escalations", OpenEscalationSerializer.TYPE);
        current = getRuntimeContext().getState(new ValueStateDescriptor<>("current", Types.STRING));
        now = getRuntimeContext().getState(new ValueStateDescriptor<>("now", Types.LONG));
        MetricGroup radar = RadarMetrics.below(operator);
        revisions = radar.counter("incidentRevisions");
        notices = radar.counter("notifications");
        ignored = radar.counter("incidentCommandsIgnored");
    }

    private <T> MapState<String, T> map(String name, TypeInformation<T> type) {
        return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.STRING, type));
    }

    @Override
    public void close() {
        if (rules != null) { // otherwise open has failed
            rules.close();
        }
    }

    @Override
    public void processElement1(Alert alert, Context context, Collector<Alert> out) throws Exception {
        Surroundings around = rules.around(alert.changedMillis());
        change(context, out, around, alert.changedMillis(), (area, next) -> area.onAlert(alert, around));
    }

    @Override
    public void processElement2(AlertCommand command, Context context, Collector<Alert> out) throws Exception {
        long millis = context.timestamp();
        change(context, out, rules.around(millis), millis, (area, next) -> {
            if (!area.onCommand(command, millis)) {
                ignored.inc();
            }
        });
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Surroundings around = rules.around(timestamp);
        change(context, out, around, timestamp, (area, next) -> {
            area.advance(around, timestamp);
            next.advance();
        });
    }

    @FunctionalInterface
    private interface Step {
        void on(AreaIncidents area, Escalations next);
    }

    private void change(Context context, Collector<Alert> out, Surroundings around, long millis, Step step)
            throws Exception {
        @Nullable String currentBefore = current.value();
        @Nullable Long nowBefore = now.value();
        AreaState state = new AreaState(
                        new StateMap<>(incidents),
                        new StateMap<>(members),
                        new StateMap<>(held),
                        new StateMap<>(silent),
                        new StateMap<>(devices),
                        new StateMap<>(due))
                .from(currentBefore, nowBefore == null ? 0 : nowBefore);
        Escalations next = new Escalations(
                new StateMap<>(escalations),
                new StateMap<>(members),
                around,
                Math.max(millis, state.nowMillis()),
                context.timerService()::registerEventTimeTimer,
                new Emitter(context, out));
        AreaIncidents area = new AreaIncidents(state, next);
        step.on(area, next);
        current.update(state.current());
        now.update(state.nowMillis());
        area.nextDueMillis().ifPresent(context.timerService()::registerEventTimeTimer);
    }

    private final class Emitter implements IncidentOutput {
        private final Context context;
        private final Collector<Alert> out;

        Emitter(Context context, Collector<Alert> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void alert(Alert alert) {
            out.collect(alert);
        }

        @Override
        public void incident(Incident incident) {
            revisions.inc();
            context.output(SideOutputs.INCIDENTS, incident);
        }

        @Override
        public void notice(Notice notice) {
            notices.inc();
            context.output(SideOutputs.NOTICES, notice);
        }
    }
}
