package io.anomalyradar.history.brokensecond;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class Neighbour {}
