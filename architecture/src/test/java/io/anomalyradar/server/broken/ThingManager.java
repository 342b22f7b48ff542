package io.anomalyradar.server.broken;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class ThingManager {}
