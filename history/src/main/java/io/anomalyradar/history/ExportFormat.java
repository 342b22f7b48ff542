package io.anomalyradar.history;

/** How an exported answer is written. */
public enum ExportFormat {
    /** RFC 4180 with a line of names; NULL is an empty field, an empty text is {@code ""}. */
    CSV("csv"),
    /** A JSON object on each line. */
    NDJSON("ndjson"),
    /** Apache Parquet, compressed by Zstandard. */
    PARQUET("parquet");

    private final String word;

    ExportFormat(String word) {
        this.word = word;
    }

    /** As it is named in requests, and as the extension of a file. */
    public String word() {
        return word;
    }
}
