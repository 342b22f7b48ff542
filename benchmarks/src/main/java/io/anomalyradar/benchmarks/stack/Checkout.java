package io.anomalyradar.benchmarks.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checked-out project under measurement. */
public record Checkout(Path root) {
    public Checkout {
        if (!Files.isExecutable(root.resolve("radar"))) {
            throw new IllegalArgumentException(root + " is not the project's root: there is no script 'radar' in it");
        }
    }

    Path script() {
        return root.resolve("radar");
    }
}
