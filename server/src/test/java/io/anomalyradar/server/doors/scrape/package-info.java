/** Scraping of real and of hostile targets. */
@NullMarked
package io.anomalyradar.server.doors.scrape;

import org.jspecify.annotations.NullMarked;
