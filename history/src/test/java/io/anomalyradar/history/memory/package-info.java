/** A reference store in memory without transactions, which keeps the contract; tests stop it between any two tables. */
@NullMarked
package io.anomalyradar.history.memory;

import org.jspecify.annotations.NullMarked;
