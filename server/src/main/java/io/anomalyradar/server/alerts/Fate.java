package io.anomalyradar.server.alerts;

/** What became of a notification, for good. */
enum Fate {
    DELIVERED("delivered"),
    /** The receiver will not have it. */
    REFUSED("refused"),
    /** It could not be delivered within a day. */
    EXPIRED("expired");

    private final String word;

    Fate(String word) {
        this.word = word;
    }

    /** As it is written in the log and in metrics. */
    String word() {
        return word;
    }

    /**
     * The fate that {@code word} stands for.
     *
     * @throws IllegalArgumentException when it stands for none
     */
    static Fate named(String word) {
        return switch (word) {
            case "delivered" -> DELIVERED;
            case "refused" -> REFUSED;
            case "expired" -> EXPIRED;
            default -> throw new IllegalArgumentException("no fate is called '" + word + "'");
        };
    }
}
