/**
 * Evaluates PromQL expressions. Every part of an expression is evaluated at all steps of a query at once: a scalar is an
 * array of numbers, a vector is rows of them. Where a row has no value, it has {@link Missing#VALUE}. Rules and formulas
 * are those of Prometheus 2.42. A {@link QueryBudget} bounds memory and time.
 */
@NullMarked
package io.anomalyradar.server.promql.engine;

import org.jspecify.annotations.NullMarked;
