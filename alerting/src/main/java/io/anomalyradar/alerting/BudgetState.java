package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is kept of a channel's budget. The maps may be views of a store. */
public final class BudgetState {
    /**
     * One day of append time.
     *
     * @param day since the epoch, in UTC
     * @param sent openings that people were notified of
     * @param ranks of the most unusual openings, sent or not, as many as the budget has pages
     */
    public record Day(long day, int sent, List<Long> ranks) {
        public Day {
            ranks = List.copyOf(ranks);
        }
    }

    /**
     * All but the maps. Immutable.
     *
     * @param days the newest seven
     * @param waiting how many openings wait for the digest
     * @param digestMillis when the digest is due; 0: nothing waits
     */
    public record Ledger(List<Day> days, int waiting, long digestMillis, long nowMillis) {
        public static final Ledger EMPTY = new Ledger(List.of(), 0, 0, 0);

        public Ledger {
            days = List.copyOf(days);
        }
    }

    /** Alerts and incidents of which nobody was notified, by id. */
    final Map<String, Boolean> withheld;
    /** The most unusual of those that wait for the digest, by id. */
    final Map<String, Notice> digest;

    final List<Day> days;
    int waiting;
    long digestMillis;
    long nowMillis;

    public BudgetState(Map<String, Boolean> withheld, Map<String, Notice> digest, Ledger ledger) {
        this.withheld = withheld;
        this.digest = digest;
        days = new ArrayList<>(ledger.days());
        waiting = ledger.waiting();
        digestMillis = ledger.digestMillis();
        nowMillis = ledger.nowMillis();
    }

    public Ledger ledger() {
        return new Ledger(days, waiting, digestMillis, nowMillis);
    }
}
