package io.anomalyradar.quality;

import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.dataset.BehaviourFolder;
import io.anomalyradar.quality.evaluation.BehaviourEvaluation;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import io.anomalyradar.quality.worlds.FleetSuite;
import io.anomalyradar.quality.worlds.WorldSuite;
import java.io.IOException;
import java.nio.file.Path;

/** Three figures that say what a constant does, in seconds: {@code quality/constants} compares them. */
final class Quick {
    private static final int WORLDS = 300;
    private static final int DEVICES = 20;

    private Quick() {}

    /** Share kept of behaviour, share of faults found in worlds, false anomalies a series-week of a fleet. */
    static Section section(Product product, Path behaviour, long seed) throws IOException {
        UnitFigures kept = BehaviourEvaluation.outcome(
                BehaviourEvaluation.kept(product, new BehaviourFolder(behaviour).recordings()));
        UnitFigures found = new WorldSuite(seed, WORLDS).found(product.config());
        UnitFigures fleet = new FleetSuite(seed).aSeriesWeek(product.config(), DEVICES);
        Table table = new Table("", "behaviour", "95 %", "faults found", "95 %", "false a series-week", "95 %");
        table.row(
                "quick",
                Table.number(kept.value(), 2),
                Bootstrap.of(kept).shown(2),
                Table.number(found.value(), 2),
                Bootstrap.of(found).shown(2),
                Table.number(fleet.value(), 2),
                Bootstrap.of(fleet).shown(2));
        return new Section("In short: " + WORLDS + " worlds, " + DEVICES + " devices").table(table);
    }
}
