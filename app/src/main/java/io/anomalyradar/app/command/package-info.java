/**
 * The parts that all commands share: configuration options, exit codes, printing, and reporting of failures.
 *
 * <p>A new command is one class with picocli's {@code @Command} in a separate package, and one line in
 * {@link io.anomalyradar.app.Radar}.
 */
@NullMarked
package io.anomalyradar.app.command;

import org.jspecify.annotations.NullMarked;
