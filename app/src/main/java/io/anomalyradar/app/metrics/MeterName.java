package io.anomalyradar.app.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;

/**
 * The name of a Flink metric as a meter.
 *
 * @param name {@code radar.job.} and the metric's own name
 * @param tags operator and subtask if there are any, and the metric's own dimensions, such as a refusal code
 */
record MeterName(String name, Tags tags) {
    private static final String OURS = "radar";
    private static final String PREFIX = "radar.job.";

    /** Flink's own metrics, for each operator and for the job. */
    private static final Set<String> CHOSEN = Set.of(
            "numRecordsIn",
            "numRecordsOut",
            "pendingRecords",
            "busyTimeMsPerSecond",
            "backPressuredTimeMsPerSecond",
            "lastCheckpointDuration",
            "lastCheckpointSize",
            "numberOfCompletedCheckpoints",
            "numberOfFailedCheckpoints",
            "numRestarts");

    /**
     * Flink's variables that identify a run instead of a component: they would create a new series at every restart.
     */
    private static final Set<String> DROPPED = Set.of(
            "<host>",
            "<tm_id>",
            "<job_id>",
            "<job_name>",
            "<task_id>",
            "<task_name>",
            "<task_attempt_id>",
            "<task_attempt_num>",
            "<operator_id>");

    /** Empty: the metric is not exported. */
    static Optional<MeterName> of(String metric, MetricGroup group) {
        List<String> scope = Arrays.asList(group.getScopeComponents());
        Map<String, String> variables = group.getAllVariables();
        boolean ofJob = variables.containsKey("<job_id>");
        boolean wanted = scope.contains(OURS) || CHOSEN.contains(metric);
        if (!ofJob || !wanted) {
            return Optional.empty();
        }
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!DROPPED.contains(variable.getKey())) {
                tags = tags.and(Tag.of(bare(variable.getKey()), variable.getValue()));
            }
        }
        // The task's own figures have no operator; their names distinguish them from those of its operators.
        boolean ofTask = variables.containsKey("<task_name>") && !variables.containsKey("<operator_name>");
        return Optional.of(new MeterName(
                PREFIX + (ofTask ? "task." : "") + dotted(metric),
                ofTask ? tags.and("task", variables.getOrDefault("<task_name>", "")) : tags));
    }

    private static String bare(String variable) {
        String inner = variable.startsWith("<") ? variable.substring(1, variable.length() - 1) : variable;
        return inner.replace("operator_name", "operator").replace("subtask_index", "subtask");
    }

    private static String dotted(String camelCase) {
        return camelCase.replaceAll("([a-z])([A-Z])", "$1.$2").toLowerCase(Locale.ROOT);
    }
}
