/**
 * The layering rules of ARCHITECTURE.md, checked on the compiled classes of all modules. There is no list of
 * exceptions, and each rule is shown to fail on a class that breaks it (in packages named {@code broken}).
 */
@NullMarked
package io.anomalyradar.architecture;

import org.jspecify.annotations.NullMarked;
