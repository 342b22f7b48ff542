package io.anomalyradar.app.replay;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.model.telemetry.FrameLimits;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the frames of a replay are named. */
@FunctionalInterface
interface FrameNaming {
    /** Frames have no id: data replayed twice counts twice. */
    FrameNaming NONE = (file, row) -> null;

    /** The file's name and the row's number: a frame that is sent again soon is known as a duplicate. */
    FrameNaming FILE_AND_ROW = (file, row) -> {
        String id = file.name() + ":" + row;
        if (id.length() <= FrameLimits.MAX_NAME_LENGTH) {
            return id;
        }
        return UUID.nameUUIDFromBytes(file.name().getBytes(StandardCharsets.UTF_8)) + ":" + row;
    };

    /** The id of the frame made of row {@code row}, counted from 1; or null. */
    @Nullable
    String of(CsvFile file, long row);
}
