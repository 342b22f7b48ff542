package io.anomalyradar.quality.report;

import java.util.ArrayList;
import java.util.List;

/** A paragraph of Markdown, broken into lines of at most 120 characters. */
final class Paragraph {
    private static final int WIDTH = 120;

    private Paragraph() {}

    /** The lines of {@code text}; only a word that is longer makes a longer line. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
