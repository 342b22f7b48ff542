package io.anomalyradar.model.control;

/**
 * A pattern for names: {@code *} stands for any characters, {@code ?} for exactly one; everything else for itself.
 *
 * @param pattern at most {@value #MAX_LENGTH} characters
 */
public record Glob(String pattern) {
    public static final int MAX_LENGTH = 256;

    /** Matches every name. */
    public static final Glob ANY = new Glob("*");

    public Glob {
        if (pattern.isEmpty() || pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a pattern must have 1 to " + MAX_LENGTH + " characters, had " + pattern.length());
        }
    }

    /** Whether it matches one name only: itself. */
    public boolean isLiteral() {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Whether the whole of {@code name} matches. O(pattern × name) at worst, and no recursion. */
    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
