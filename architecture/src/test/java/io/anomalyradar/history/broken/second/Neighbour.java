package io.anomalyradar.history.broken.second;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class Neighbour {}
