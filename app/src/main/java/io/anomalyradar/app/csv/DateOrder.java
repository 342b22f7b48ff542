package io.anomalyradar.app.csv;

/** The order of day, month and year in a date that is written with numbers. */
enum DateOrder {
    YEAR_FIRST,
    DAY_FIRST,
    MONTH_FIRST
}
