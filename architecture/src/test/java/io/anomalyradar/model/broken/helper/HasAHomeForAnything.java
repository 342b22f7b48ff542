package io.anomalyradar.model.broken.helper;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class HasAHomeForAnything {}
