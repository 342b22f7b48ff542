/**
 * PromQL as text and as a tree. The parser checks types, so that a tree can be evaluated; it bounds the length, the
 * depth and the regular expressions of a query. What of the language is supported is listed in docs/grafana.md.
 */
@NullMarked
package io.anomalyradar.server.promql.syntax;

import org.jspecify.annotations.NullMarked;
