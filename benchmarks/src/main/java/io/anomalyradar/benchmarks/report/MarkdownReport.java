package io.anomalyradar.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** The report in the form of docs/benchmarks.md. */
public final class MarkdownReport {
    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    /** The whole text. */
    public static String render(Machine machine, List<BenchmarkSection> sections) {
        MarkdownReport report = new MarkdownReport();
        report.head(machine);
        sections.forEach(report::section);
        return report.text.toString();
    }

    private void head(Machine machine) {
        text.append(
                """
                # What it costs

                Written by `make bench`; do not edit. Each figure is the median of repeated runs; the smallest and the largest
                beside it show the noise. *Ratio* compares the median with the target: 1 or more meets it, whether the target is
                a minimum or a maximum.

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

    private void section(BenchmarkSection section) {
        line("", "## " + section.title(), "");
        paragraph("", section.how());
        line("");
        line("| | measured | min – max | runs | aim | ratio |", "|---|---|---|---|---|---|");
        section.rows().forEach(this::row);
        if (!section.notes().isEmpty()) {
            line("");
        }
        section.notes().forEach(note -> paragraph("- ", note));
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

    /**
     * Writes {@code words} in lines of at most {@value #WIDTH} characters; further lines align with the text of the
     * first.
     */
    private void paragraph(String bullet, String words) {
        StringBuilder line = new StringBuilder(bullet);
        for (String word : words.split(" ", -1)) {
            if (line.length() > bullet.length() && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line.setLength(0);
                line.append(" ".repeat(bullet.length()));
            }
            line.append(line.length() > bullet.length() ? " " : "").append(word);
        }
        line(line.toString());
    }

    private void line(String... lines) {
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }
}
