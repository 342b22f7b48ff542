package io.anomalyradar.model.broken.unmarked;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class ForgotNull {}
