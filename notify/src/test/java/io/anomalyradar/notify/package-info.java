/** The contract of every channel ({@link ChannelContractTest}), and tests of their common parts. */
@NullMarked
package io.anomalyradar.notify;

import org.jspecify.annotations.NullMarked;
