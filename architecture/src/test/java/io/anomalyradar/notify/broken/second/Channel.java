package io.anomalyradar.notify.broken.second;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class Channel {}
