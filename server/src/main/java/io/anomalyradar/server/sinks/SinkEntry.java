package io.anomalyradar.server.sinks;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.score.ScoreFrame;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a sink is given. */
sealed interface SinkEntry {
    /** Which device it is about; of an incident the device of the alert that stands for it. */
    String device();

    /** The scores of one frame. */
    record Scores(ScoreFrame frame) implements SinkEntry {
        @Override
        public String device() {
            return frame.device();
        }
    }

    /** A revision of something that has an id. */
    sealed interface Revision extends SinkEntry {
        /** {@code anomaly}, {@code alert} or {@code incident}. */
        String kind();

        String id();

        int revision();

        String state();

        String severity();

        /** As it is in the topic. */
        byte[] json();

        default String document() {
            return new String(json(), StandardCharsets.UTF_8);
        }
    }

    /** A revision of an anomaly. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record AnomalyRevision(Anomaly anomaly, byte[] json) implements Revision {
        @Override
        public String kind() {
            return "anomaly";
        }

        @Override
        public String id() {
            return anomaly.id();
        }

        @Override
        public int revision() {
            return anomaly.revision();
        }

        @Override
        public String device() {
            return anomaly.device();
        }

        @Override
        public String state() {
            return anomaly.state().name();
        }

        @Override
        public String severity() {
            return anomaly.severity().name();
        }
    }

    /** A revision of an alert. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record AlertRevision(Alert alert, byte[] json) implements Revision {
        @Override
        public String kind() {
            return "alert";
        }

        @Override
        public String id() {
            return alert.id();
        }

        @Override
        public int revision() {
            return alert.revision();
        }

        @Override
        public String device() {
            return alert.device();
        }

        @Override
        public String state() {
            return alert.state().name();
        }

        @Override
        public String severity() {
            return alert.severity().name();
        }
    }

    /** A revision of an incident. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record IncidentRevision(Incident incident, byte[] json) implements Revision {
        @Override
        public String kind() {
            return "incident";
        }

        @Override
        public String id() {
            return incident.id();
        }

        @Override
        public int revision() {
            return incident.revision();
        }

        @Override
        public String device() {
            return incident.lead().device();
        }

        @Override
        public String state() {
            return incident.state().name();
        }

        @Override
        public String severity() {
            return incident.severity().name();
        }
    }

    /** The highest revision of each id among {@code entries} that are of type {@code type}, in the order of ids. */
    static <T extends Revision> Collection<T> newest(List<SinkEntry> entries, Class<T> type) {
        Map<String, T> newest = new TreeMap<>();
        for (SinkEntry entry : entries) {
            if (type.isInstance(entry)) {
                T revision = type.cast(entry);
                newest.merge(
                        revision.id(), revision, (known, next) -> next.revision() > known.revision() ? next : known);
            }
        }
        return newest.values();
    }
}
