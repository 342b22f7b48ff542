package io.anomalyradar.model.alert;

/** A change of an alert or incident that a person is notified of. */
public enum NotifiedChange {
    OPENED("opened"),
    /** The severity rose to critical, or the incident grew. */
    UPDATED("updated"),
    /** Nobody has taken it on: those who are next are notified. */
    ESCALATED("escalated"),
    ENDED("ended"),
    /** One message about all that was withheld. */
    DIGEST("digest");

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
            case "escalated" -> ESCALATED;
            case "ended" -> ENDED;
            case "digest" -> DIGEST;
            default -> throw new IllegalArgumentException("no transition is called '" + word + "'");
        };
    }
}
