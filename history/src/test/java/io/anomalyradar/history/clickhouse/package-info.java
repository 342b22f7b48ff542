@NullMarked
package io.anomalyradar.history.clickhouse;

import org.jspecify.annotations.NullMarked;
