package io.anomalyradar.edge.opcua;

import io.anomalyradar.edge.intake.RecentMarks;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of the values of one notification: what a device has at one time is one frame. Bad values are left out and
 * counted, uncertain ones are taken and counted; text, dates and arrays are no readings. Not thread-safe.
 */
final class ValueFrames {
    private final SourceCounts counts;
    private final ReadingClock time;
    private final LastValues last;
    private final Map<Place, Open> open = new HashMap<>();
    private final List<FrameBuilder> inOrder = new ArrayList<>();
    private final List<Long> marks = new ArrayList<>();

    ValueFrames(SourceCounts counts, ReadingClock time, LastValues last) {
        this.counts = counts;
        this.time = time;
        this.last = last;
    }

    /** The frames, and what the source needs to know them again. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frames(List<Decoded> decoded, byte[] marks) {}

    private record Place(String device, long millis) {}

    private record Open(FrameBuilder frame, Set<String> metrics) {}

    Frames of(List<OpcUaVariable> variables, List<DataValue> values, long nowMillis) {
        for (int i = 0; i < variables.size() && i < values.size(); i++) {
            add(variables.get(i), values.get(i), nowMillis);
        }
        ByteBuffer bytes = ByteBuffer.allocate(marks.size() * RecentMarks.BYTES);
        marks.forEach(bytes::putLong);
        Frames frames = new Frames(inOrder.stream().map(FrameBuilder::build).toList(), bytes.array());
        open.clear();
        inOrder.clear();
        marks.clear();
        return frames;
    }

    private void add(OpcUaVariable variable, DataValue value, long nowMillis) {
        StatusCode quality = value.getStatusCode();
        if (quality.isOverflowSet()) {
            counts.lost(1); // at least one, in the server's queue
        }
        if (quality.isBad()) {
            counts.bad();
            return;
        }
        Double number = number(value.getValue().getValue());
        if (number == null) {
            counts.leftOut();
            return;
        }
        Long mark = LastValues.mark(variable.id(), value.getSourceTime(), number);
        if (mark != null && last.wasRead(variable.id(), mark)) {
            counts.repeated();
            return;
        }
        if (mark != null) {
            marks.add(mark);
        }
        if (quality.isUncertain()) {
            counts.uncertain();
        }
        sample(variable, number, millis(value, nowMillis));
    }

    private void sample(OpcUaVariable variable, double value, long millis) {
        Place place = new Place(variable.device(), millis);
        Open frame = open.get(place);
        if (frame == null
                || frame.metrics().contains(variable.metric())
                || frame.metrics().size() == FrameLimits.MAX_SAMPLES) {
            frame = new Open(new FrameBuilder(), new HashSet<>());
            frame.frame().device(variable.device());
            frame.frame().attributes(variable.attributes());
            frame.frame().timestampMillis(millis);
            open.put(place, frame);
            inOrder.add(frame.frame());
        }
        frame.metrics().add(variable.metric());
        frame.frame().sample(variable.metric(), value);
    }

    private long millis(DataValue value, long nowMillis) {
        long source = time == ReadingClock.SOURCE ? millis(value.getSourceTime()) : 0;
        long server = time == ReadingClock.ARRIVAL ? 0 : millis(value.getServerTime());
        return source > 0 ? source : server > 0 ? server : nowMillis;
    }

    private static long millis(@Nullable DateTime time) {
        return time == null ? 0 : time.getJavaTime();
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number
                ? number.doubleValue()
                : value instanceof Boolean truth ? (truth ? 1.0 : 0.0) : null;
    }
}
