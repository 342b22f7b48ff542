/** The {@code radar} command: its entry point and the list of its subcommands. */
@NullMarked
package io.anomalyradar.app;

import org.jspecify.annotations.NullMarked;
