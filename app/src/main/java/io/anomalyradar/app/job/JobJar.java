package io.anomalyradar.app.job;

import io.anomalyradar.pipeline.job.RadarJob;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The jar of the job. */
final class JobJar {
    @Option(names = "--jar", paramLabel = "FILE", description = "The job's jar; else the one of this program.")
    @Nullable
    Path given;

    Path path() {
        return given == null ? ofThisProgram() : given;
    }

    /** {@code job/radar-job.jar} beside the directory of this program's jars. */
    private static Path ofThisProgram() {
        try {
            Path jar = Path.of(RadarJob.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("../job/radar-job.jar").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("where this program lies is no path", impossible);
        }
    }
}
