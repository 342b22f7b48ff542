/**
 * Reads CSV files of all common formats: plain or gzip, any delimiter, with or without a header, one column per metric
 * or one row per sample. The format is detected from the head of the file, or described by the user; rows stream in
 * file order.
 */
@NullMarked
package io.anomalyradar.app.csv;

import org.jspecify.annotations.NullMarked;
