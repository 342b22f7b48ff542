package io.anomalyradar.model.alert;

/**
 * One change of an alert.
 *
 * @param atMillis append time of the record that caused it
 * @param by the person who gave the command; empty: the pipeline
 * @param text a comment, the person it was assigned to, or the reason; may be empty
 */
public record TimelineEntry(long atMillis, AlertChange change, String by, String text) {}
