/**
 * Reading of CSV files of any common shape: plain or gzip, any delimiter, with a header or without, one column per metric
 * or one row per sample. The shape is detected from the head of the file and can be told; rows stream in file order.
 */
@NullMarked
package io.anomalyradar.app.csv;

import org.jspecify.annotations.NullMarked;
