package io.anomalyradar.app.simulate;

import java.util.List;
import picocli.CommandLine.Option;

/** The options of simulated users. */
final class ActivityOptions {
    /** Events a second. */
    static final double RATE = 50;

    @Option(
            names = "--activity",
            description = "Users of a shop in place of devices: logins, views, clicks, purchases; --rate is events a"
                    + " second (50).")
    boolean activity;

    @Option(names = "--users", paramLabel = "N", defaultValue = "200", description = "How many users there are (200).")
    int users;

    @Option(
            names = "--attack",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "none",
            description = "With --activity: brute-force, sql-injection, fraud; all or none (default). One every 3000"
                    + " events, the first after 500; the shipped patterns find them.")
    List<String> attacks = List.of("none");

    Activity activity(long seed) {
        return new Activity(seed, users, AttackKind.named(attacks));
    }
}
