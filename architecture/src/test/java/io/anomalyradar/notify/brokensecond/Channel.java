package io.anomalyradar.notify.brokensecond;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class Channel {}
