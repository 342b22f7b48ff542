package io.anomalyradar.app.send;

/** How fast recorded or simulated time passes: a multiple of real time, or as fast as can be. */
public record Speed(double factor) {
    public static final Speed REAL_TIME = new Speed(1);
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed must be above 0, or 'max'; was " + factor);
        }
    }

    /**
     * "max" or a number above 0, with or without an "x" after it.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Speed of(String text) {
        if (text.equalsIgnoreCase("max")) {
            return MAX;
        }
        String number = text.endsWith("x") ? text.substring(0, text.length() - 1) : text;
        try {
            return new Speed(Double.parseDouble(number));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("speed must be a number above 0, or 'max'; was '" + text + "'");
        }
    }

    public boolean isMax() {
        return Double.isInfinite(factor);
    }
}
