/** What deploy/ offers, held to the settings, arguments and types that it uses. */
@org.jspecify.annotations.NullMarked
package io.anomalyradar.app.deploy;
