package io.anomalyradar.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** The report as it stands in docs/benchmarks.md. */
public final class MarkdownReport {
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    /** The whole text. */
    public static String render(Machine machine, List<Section> sections) {
        MarkdownReport report = new MarkdownReport();
        report.head(machine);
        sections.forEach(report::section);
        return report.text.toString();
    }

    private void head(Machine machine) {
        text.append(
                """
                # What it costs

                Written by `make bench`; do not edit. Each figure is the median of repeated runs, with the smallest and the largest beside it: that is the
                noise. *Ratio* is how many times as good as the aim the median is: 1 or more meets it, whether the aim is a floor or a ceiling.

                """);
        line("| | |", "|---|---|");
        line("| date | " + machine.date() + " |");
        line("| commit | " + machine.commit() + " |");
        line("| processor | " + machine.cores() + " cores, " + machine.processor() + " |");
        line("| memory | " + machine.memoryMegabytes() + " MB |");
        line("| system | " + machine.system() + " |");
        line("| JDK | " + machine.jdk() + " |");
        line("| effort | " + machine.effort() + " |");
    }

    private void section(Section section) {
        line("", "## " + section.title(), "", section.how(), "");
        line("| | measured | min – max | runs | aim | ratio |", "|---|---|---|---|---|---|");
        section.rows().forEach(this::row);
        if (!section.notes().isEmpty()) {
            line("");
        }
        section.notes().forEach(note -> line("- " + note));
    }

    private void row(Row row) {
        Spread measured = row.measured();
        Unit unit = row.unit();
        Aim aim = row.aim();
        String bound = aim == null ? "" : (aim.bound() == Aim.Bound.AT_LEAST ? "≥ " : "≤ ") + unit.shown(aim.value());
        String ratio = aim == null ? "" : String.format(Locale.ROOT, "%.2f", aim.ratio(measured.median()));
        line("| " + row.what() + " | **" + unit.shown(measured.median()) + "** | " + unit.shown(measured.min()) + " – "
                + unit.shown(measured.max()) + " | " + measured.runs() + " | " + bound + " | " + ratio + " |");
    }

    private void line(String... lines) {
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }
}
