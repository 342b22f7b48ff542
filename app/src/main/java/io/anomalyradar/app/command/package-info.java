/**
 * What all commands share: the options that choose the configuration, exit codes, printing, and how a failure is told.
 *
 * <p>A new command is one class with picocli's {@code @Command} in a package of its own, and one line in
 * {@link io.anomalyradar.app.Radar}.
 */
@NullMarked
package io.anomalyradar.app.command;

import org.jspecify.annotations.NullMarked;
