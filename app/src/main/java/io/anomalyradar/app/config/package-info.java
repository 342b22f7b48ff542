/**
 * The configuration: every key declared once, beside the record it becomes; read from radar.yaml, the environment and
 * the command line, with errors that name the key, the value, where it came from and what to do.
 *
 * <p>A new key is one declaration in its section, one argument of its record, and {@code make example} for the
 * documentation.
 */
@NullMarked
package io.anomalyradar.app.config;

import org.jspecify.annotations.NullMarked;
