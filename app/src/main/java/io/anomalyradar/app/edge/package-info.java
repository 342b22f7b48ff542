/** The gateway's place in the list of commands. It is a program of its own, in the module {@code edge}. */
@NullMarked
package io.anomalyradar.app.edge;

import org.jspecify.annotations.NullMarked;
