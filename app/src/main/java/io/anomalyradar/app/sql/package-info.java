/**
 * SQL jobs of users: {@code radar sql}, and the processes that run them. Each job and each question has a process of its
 * own with bounded memory, so that none takes what detection needs (ADR 68).
 */
@NullMarked
package io.anomalyradar.app.sql;

import org.jspecify.annotations.NullMarked;
