package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of every {@link HistoryStore}, whatever its implementation: a store's test extends each of the contracts
 * below this class. This class opens the store and has short forms of the queries.
 */
public abstract class HistoryStoreContract {

    protected HistoryStore store;

    /** Opens the store of this test: empty at first, later with the previously committed data. */
    protected abstract HistoryStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected void reopen() {
        store.close();
        store = open();
    }

    /** Frames of one sample at offsets and times {@code from} to {@code to}. */
    protected static HistoryBatch.Builder frames(String device, long from, long to) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        LongStream.range(from, to)
                .forEach(offset ->
                        batch.add(PipelineOutput.scores(device, offset, offset).frame()));
        return batch;
    }

    protected static HistoryBatch oneFrameEach(String... devices) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (String device : devices) {
            batch.add(PipelineOutput.scores(device, 1, 0).frame());
        }
        return batch.build();
    }

    protected List<Sample> raw(String device, String metric) {
        return ((Series.Raw) store.series(device, metric, TimeRange.ALL, HistoryStore.MAX_POINTS)).samples();
    }

    protected List<Anomaly> anomalies(AnomalyFilter filter) {
        return store.anomalies(filter, PageRequest.first(100)).items();
    }

    protected List<Aggregate> windows(String device) {
        return store.aggregates(device, "temperature", Step.MINUTE, TimeRange.ALL, PageRequest.first(100))
                .items();
    }

    protected List<String> names(String contained) {
        return store.devices(contained, PageRequest.first(100)).items().stream()
                .map(Device::name)
                .toList();
    }

    /** The items of all pages after {@code page}, which hold at most two each. */
    protected static <T> List<T> rest(Page<T> page, Function<PageRequest, Page<T>> list) {
        List<T> items = new ArrayList<>();
        String cursor = page.next();
        while (cursor != null) {
            Page<T> next = list.apply(new PageRequest(2, cursor));
            assertThat(next.items()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            items.addAll(next.items());
            cursor = next.next();
        }
        return items;
    }
}
