package io.anomalyradar.server.broken;

/** Breaks a rule, so that the rule is seen to fail: in a Turkish locale "classic" changes to another word. */
public final class SpeaksTheHostsLanguage {
    @SuppressWarnings("StringCaseLocaleUsage")
    public String loud(String text) {
        return text.toUpperCase();
    }
}
