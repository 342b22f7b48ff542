/** Who may do what: roles, grants and API keys, with the form that keys have in radar.keys. */
@NullMarked
package io.anomalyradar.model.access;

import org.jspecify.annotations.NullMarked;
