package io.anomalyradar.history.memory;

import io.anomalyradar.history.CommitContract;
import io.anomalyradar.history.DeviceContract;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LifeContract;
import io.anomalyradar.history.ListContract;
import io.anomalyradar.history.SeriesContract;
import org.junit.jupiter.api.Nested;

/** Every contract, kept by a store without transactions. */
class MemoryHistoryTest {
    private final MemoryTables tables = new MemoryTables();

    private HistoryStore openTables() {
        return new HistoryStore(new MemoryRows(tables));
    }

    @Nested
    class Commits extends CommitContract {
        @Override
        protected HistoryStore open() {
            return openTables();
        }
    }

    @Nested
    class SeriesQuestions extends SeriesContract {
        @Override
        protected HistoryStore open() {
            return openTables();
        }
    }

    @Nested
    class DeviceQuestions extends DeviceContract {
        @Override
        protected HistoryStore open() {
            return openTables();
        }
    }

    @Nested
    class Lists extends ListContract {
        @Override
        protected HistoryStore open() {
            return openTables();
        }
    }

    @Nested
    class Life extends LifeContract {
        @Override
        protected HistoryStore open() {
            return openTables();
        }
    }
}
