package io.anomalyradar.app.lake;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.model.config.LakeConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which lake a command works on, and with how much memory. */
final class LakeOptions {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Option(names = "--directory", paramLabel = "DIR", description = "The lake; default: lake.directory.")
    @Nullable
    Path directory;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description =
                    "Memory for reading and sorting; what does not fit is sorted on the disk. Default: ${DEFAULT-VALUE}.")
    int megabytes = 512;

    /** Where the lake is; fails where there is none. */
    Path root() {
        Path root = configured();
        if (Arrays.stream(LakeSchema.values()).noneMatch(schema -> LakeTable.exists(root, schema))) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    root + " holds no table of a lake: a server with lake.directory creates them when it starts");
        }
        return root;
    }

    private Path configured() {
        if (directory != null) {
            return directory.toAbsolutePath().normalize();
        }
        LakeConfig lake = config.read().history().lake();
        if (lake == null) {
            throw new CommandFailure(ExitCode.USAGE, "set lake.directory, or name the lake with --directory");
        }
        return lake.directory();
    }

    /** The tables that exist; fails where there is none. */
    List<LakeTable> tables() {
        Path root = root();
        return Arrays.stream(LakeSchema.values())
                .filter(schema -> LakeTable.exists(root, schema))
                .map(schema -> LakeTable.open(root, schema))
                .toList();
    }
}
