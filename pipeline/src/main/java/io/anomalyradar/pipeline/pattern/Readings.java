package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.Patterns;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The inputs of patterns in each stream of the job. */
public final class Readings {
    private Readings() {}

    /** Each event. */
    public static final class OfEvents implements RouteFunction.Reading<RecordedEvent> {
        private static final long serialVersionUID = 1;

        @Override
        public long appendMillis(RecordedEvent event) {
            return event.appendTimeMillis();
        }

        @Override
        public void inputs(RecordedEvent event, Patterns patterns, Consumer<PatternInput> out) {
            out.accept(PatternInput.of(event));
        }
    }

    /** Each anomaly when it opens. */
    public static final class OfAnomalies implements RouteFunction.Reading<Anomaly> {
        private static final long serialVersionUID = 1;

        @Override
        public long appendMillis(Anomaly anomaly) {
            return anomaly.appendTimeMillis();
        }

        @Override
        public void inputs(Anomaly anomaly, Patterns patterns, Consumer<PatternInput> out) {
            if (anomaly.state() == AnomalyState.OPEN && anomaly.revision() == 1) {
                out.accept(PatternInput.of(anomaly));
            }
        }
    }

    /** Each sample whose metric a pattern reads. */
    public static final class OfScores implements RouteFunction.Reading<ScoreFrame> {
        private static final long serialVersionUID = 1;

        @Override
        public long appendMillis(ScoreFrame frame) {
            return frame.appendTimeMillis();
        }

        @Override
        public void inputs(ScoreFrame frame, Patterns patterns, Consumer<PatternInput> out) {
            if (!patterns.readSamples()) {
                return;
            }
            for (int i = 0; i < frame.size(); i++) {
                if (!patterns.readersOf(PatternStage.Input.SAMPLE, frame.metric(i))
                        .isEmpty()) {
                    out.accept(sample(frame, i));
                }
            }
        }

        private static PatternInput sample(ScoreFrame frame, int i) {
            SortedMap<String, Object> values = new TreeMap<>();
            values.put("value", frame.value(i));
            values.put("expected", frame.expected(i));
            values.put("lower", frame.lower(i));
            values.put("upper", frame.upper(i));
            values.put("score", frame.score(i));
            return new PatternInput(
                    PatternStage.Input.SAMPLE,
                    id(frame, i),
                    frame.metric(i),
                    frame.device(),
                    frame.timestampMillis(),
                    frame.source(),
                    frame.appendTimeMillis(),
                    values);
        }

        /** Of the record's position and the sample's place in it. */
        private static String id(ScoreFrame frame, int i) {
            long position = frame.source().offset() * 31 + frame.source().partition();
            return String.format(
                    Locale.ROOT,
                    "%016x%08x%04x",
                    position * 1_000 + i,
                    frame.source().leaderEpoch(),
                    i);
        }
    }
}
