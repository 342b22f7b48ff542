package io.anomalyradar.app.query;

import com.fasterxml.jackson.databind.JsonNode;

/** A page that needs nothing besides itself: tables of answers, for screen and paper. */
final class ReportPage {
    @SuppressWarnings("InlineFormatString") // a page, not a phrase
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24 }
            table { border-collapse: collapse; width: 100%% } th, td { text-align: left; padding: .2rem .6rem }
            th { border-bottom: 2px solid #888 } td { border-bottom: 1px solid #ddd } .n { text-align: right }
            section { break-inside: avoid } .muted { color: #59636e }
            @media (prefers-color-scheme: dark) { body { background: #14181d; color: #e6e9ec } td { border-color: #333a42 }
              .muted { color: #9aa4ae } }
            </style></head><body><main><h1>%1$s</h1><p class="muted">%2$s</p>
            """;

    private final StringBuilder html = new StringBuilder();

    ReportPage(String title, String about) {
        html.append(String.format(java.util.Locale.ROOT, HEAD, escaped(title), escaped(about)));
    }

    /** Adds a table of the rows of {@code answer}, which has the form of an answer to a question in SQL. */
    void section(String title, String meaning, JsonNode answer) {
        html.append("<section><h2>").append(escaped(title)).append("</h2><p class=\"muted\">");
        html.append(escaped(meaning)).append("</p>");
        JsonNode rows = answer.path("rows");
        if (rows.isEmpty()) {
            html.append("<p>Nothing.</p></section>\n");
            return;
        }
        html.append("<table><thead><tr>");
        for (int i = 0; i < answer.path("columns").size(); i++) {
            cell(
                    "th",
                    rows.path(0).path(i),
                    answer.path("columns").path(i).path("name").asText());
        }
        html.append("</tr></thead><tbody>\n");
        for (JsonNode row : rows) {
            html.append("<tr>");
            row.forEach(value -> cell("td", value, value.isNull() ? "–" : value.asText()));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></section>\n");
    }

    private void cell(String tag, JsonNode kind, String text) {
        html.append('<').append(tag).append(kind.isNumber() ? " class=\"n\">" : ">");
        html.append(escaped(text)).append("</").append(tag).append('>');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    String text() {
        return html + "</main></body></html>\n";
    }
}
