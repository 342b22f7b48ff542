package io.anomalyradar.model.alert;

/** A change of an alert that a person is notified of. */
public enum NotifiedChange {
    OPENED("opened"),
    /** Its severity rose to critical. */
    UPDATED("updated"),
    ENDED("ended");

    private final String word;

    NotifiedChange(String word) {
        this.word = word;
    }

    /** Its name in messages, keys and logs. */
    public String word() {
        return word;
    }

    /**
     * The transition with the name {@code word}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static NotifiedChange named(String word) {
        return switch (word) {
            case "opened" -> OPENED;
            case "updated" -> UPDATED;
            case "ended" -> ENDED;
            default -> throw new IllegalArgumentException("no transition is called '" + word + "'");
        };
    }
}
