/**
 * SQL jobs of users (docs/sql-jobs.md): the topics as tables of Flink SQL, the statements that are allowed, and the streams
 * that they become. The planner is not part of this program's class path: only a process of its own loads it (ADR 68).
 */
@NullMarked
package io.anomalyradar.pipeline.sql;

import org.jspecify.annotations.NullMarked;
