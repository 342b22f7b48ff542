package io.anomalyradar.pipeline.result;

import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.deadletter.DeadLetter;
import org.apache.flink.util.OutputTag;

/** The side outputs of operators. */
public final class SideOutputs {
    public static final OutputTag<Anomaly> ANOMALIES = ResultKind.ANOMALIES.sideOutput();
    public static final OutputTag<CapsuleStart> CAPSULES = ResultKind.CAPSULES.sideOutput();
    public static final OutputTag<MachinePosition> STATES = ResultKind.STATES.sideOutput();
    public static final OutputTag<DeadLetter> DEAD_LETTERS = ResultKind.DEAD_LETTERS.sideOutput();
    public static final OutputTag<Incident> INCIDENTS = ResultKind.INCIDENTS.sideOutput();
    public static final OutputTag<Notice> NOTICES = ResultKind.NOTICES.sideOutput();

    private SideOutputs() {}
}
