/** {@code /api/v1/sql-jobs…}: jobs in Flink SQL over the topics (docs/sql-jobs.md). What runs them is given by the program. */
@NullMarked
package io.anomalyradar.server.sqljobs;

import org.jspecify.annotations.NullMarked;
