package io.anomalyradar.server.broken;

/** Breaks a rule, so that the rule is seen to fail: in Turkish "classic" becomes another word. */
public final class SpeaksTheHostsLanguage {
    @SuppressWarnings("StringCaseLocaleUsage")
    public String loud(String text) {
        return text.toUpperCase();
    }
}
