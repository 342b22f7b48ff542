/** What every channel must keep ({@link ChannelContractTest}), and tests of what they share. */
@NullMarked
package io.anomalyradar.notify;

import org.jspecify.annotations.NullMarked;
