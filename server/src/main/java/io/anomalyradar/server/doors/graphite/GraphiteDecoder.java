package io.anomalyradar.server.doors.graphite;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.doors.labels.MappedSeries;
import io.anomalyradar.server.ingest.BodyLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of Graphite's plaintext protocol: {@code servers.web-1.cpu.load;tag=value 0.5 1732233600}. The node at
 * {@code deviceNode} of the path is the device and the nodes behind it are the metric; a path with fewer nodes is a
 * metric of the device {@code graphite}. One instance a body.
 */
final class GraphiteDecoder implements BatchDecoder {
    static final String NO_DEVICE = "graphite";

    private final int deviceNode;
    private final FrameGroups groups = new FrameGroups();
    private long number;
    private int leftOut;

    /** @param deviceNode from 0 */
    GraphiteDecoder(int deviceNode) {
        this.deviceNode = deviceNode;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        BodyLines.read(body, (line, length) -> take(new String(line, StandardCharsets.UTF_8), batch));
        groups.emitTo(batch);
        batch.leaveOut(leftOut);
    }

    private void take(String line, FrameBatch batch) {
        number++;
        String[] words = line.strip().split("[ \t]+", 4);
        if (words.length < 2 || words.length > 3) {
            refuse("it is not 'path value time'", batch);
            return;
        }
        if (words[1].matches("(?i)[+-]?(?:nan|inf|infinity)")) {
            leftOut++;
            return;
        }
        try {
            double value = Double.parseDouble(words[1]);
            double seconds = words.length < 3 || words[2].equals("N") || words[2].equals("-1")
                    ? Double.NaN
                    : Double.parseDouble(words[2]);
            if (!Double.isFinite(value)) {
                leftOut++;
                return;
            }
            long millis = Double.isNaN(seconds) ? Frame.NO_TIMESTAMP : Math.round(seconds * 1_000);
            groups.add(series(words[0]), millis, value, SampleKind.GAUGE);
        } catch (NumberFormatException malformed) {
            refuse("value or time is not a number", batch);
        }
    }

    private void refuse(String why, FrameBatch batch) {
        batch.refuse(RefusalCode.MALFORMED, "line " + number + ": " + why);
    }

    private MappedSeries series(String path) {
        int tags = path.indexOf(';');
        String name = tags < 0 ? path : path.substring(0, tags);
        String suffix = tags < 0 ? "" : path.substring(tags).replace(';', ',');
        int start = 0;
        for (int node = 0; node < deviceNode && start >= 0; node++) {
            int dot = name.indexOf('.', start);
            start = dot < 0 ? -1 : dot + 1;
        }
        int end = start < 0 ? -1 : name.indexOf('.', start);
        boolean named = end > start && end < name.length() - 1;
        String device = named ? name.substring(start, end) : NO_DEVICE;
        String metric = named ? name.substring(0, start) + name.substring(end + 1) : name;
        return new MappedSeries(
                LongNames.fitted(device, FrameLimits.MAX_NAME_LENGTH),
                LongNames.fitted(metric + suffix, FrameLimits.MAX_NAME_LENGTH),
                Attributes.NONE);
    }
}
