package io.anomalyradar.app.config;

/**
 * The simulated fleet of {@code radar up --demo}.
 *
 * @param devices 1 to 10,000
 * @param metrics of each device, 1 to 100
 * @param framesPerSecond of each device, 0.01 to 1,000
 * @param eventsPerSecond of simulated users, 0 (none) to 10,000
 * @param seed the same seed gives the same faults
 */
public record DemoConfig(int devices, int metrics, double framesPerSecond, double eventsPerSecond, int seed) {}
