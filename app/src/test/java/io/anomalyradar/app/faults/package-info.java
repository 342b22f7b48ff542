/**
 * A cluster of separate processes on loopback, and the faults that happen to it: every connection between two parts goes
 * through a proxy, every part can be killed, stopped, paused and slowed, and disks can be filled.
 */
@org.jspecify.annotations.NullMarked
package io.anomalyradar.app.faults;
