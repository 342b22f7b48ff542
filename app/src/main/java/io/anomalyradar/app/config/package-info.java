/**
 * The configuration: every key is declared once, next to the record that holds it. It is read from radar.yaml, the
 * environment and the command line; errors name the key, the value, its source and the remedy.
 *
 * <p>A new key is one declaration in its section, one argument of its record, and {@code make example} for the
 * documentation.
 */
@NullMarked
package io.anomalyradar.app.config;

import org.jspecify.annotations.NullMarked;
