package io.anomalyradar.alerting;

import io.anomalyradar.alerting.BudgetState.Day;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.control.ChannelBudget;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the notifications of one channel within what its people accept in a week.
 *
 * <p>An opening passes when fewer than {@code pagesPerWeek} openings of the last seven days were at least as unusual,
 * and fewer than that many have passed in these days. So the first week passes the first ones, and later weeks the most
 * unusual. A critical one always passes, and uses up the budget. What does not pass waits in the inbox and for the
 * digest; when it becomes critical, or grows, it is tried again as an opening. How unusual something is: its severity,
 * then the score of its anomaly.
 *
 * <p>Needs memory for seven times {@code pagesPerWeek} numbers, {@value #MAX_DIGEST} notices, and the ids of what is
 * withheld and not resolved. Not thread-safe.
 */
public final class PageBudget {
    /** The most lines of a digest. */
    static final int MAX_DIGEST = 20;

    private static final int DAYS = 7;
    private static final double MOST_SCORE = 999;

    private final BudgetState state;
    private final Consumer<Notice> output;

    /** @param output receives what is sent through the channel, and what is withheld, marked so */
    public PageBudget(BudgetState state, Consumer<Notice> output) {
        this.state = state;
        this.output = output;
    }

    /** When {@link #advance} is to be called next, as append time. */
    public OptionalLong nextDueMillis() {
        return state.digestMillis == 0 || state.digestMillis == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(state.digestMillis);
    }

    /** A notification of the channel. */
    public void onNotice(Notice notice, ChannelBudget budget) {
        state.nowMillis = Math.max(state.nowMillis, notice.alert().changedMillis());
        String subject = notice.subject();
        switch (notice.change()) {
            case OPENED -> open(notice, budget, true);
            case UPDATED -> {
                if (state.withheld.containsKey(subject)) {
                    open(notice.asOpening(), budget, false);
                } else {
                    output.accept(notice);
                }
            }
            case ENDED -> {
                if (state.withheld.remove(subject) == null) {
                    output.accept(notice);
                }
            }
            case ESCALATED -> {
                if (state.withheld.containsKey(subject)) {
                    open(notice, budget, false);
                } else {
                    escalate(notice, budget);
                }
            }
            case DIGEST -> output.accept(notice);
        }
    }

    /** A page like an opening; one that does not pass waits for the digest. */
    private void escalate(Notice notice, ChannelBudget budget) {
        Day today = today();
        long rank = rank(notice.alert());
        boolean passes = passes(notice, rank, budget);
        List<Long> ranks = ranked(today.ranks(), rank, budget.pagesPerWeek());
        state.days.set(state.days.size() - 1, new Day(today.day(), today.sent() + (passes ? 1 : 0), ranks));
        if (!passes) {
            await(notice, budget);
        }
        output.accept(passes ? notice : notice.asWithheld());
    }

    private boolean passes(Notice notice, long rank, ChannelBudget budget) {
        return budget.pagesPerWeek() == 0
                || notice.alert().severity() == AlertSeverity.CRITICAL
                || fits(rank, budget.pagesPerWeek());
    }

    private void open(Notice opening, ChannelBudget budget, boolean isNew) {
        long rank = rank(opening.alert());
        Day today = today();
        boolean passes = passes(opening, rank, budget);
        List<Long> ranks = isNew ? ranked(today.ranks(), rank, budget.pagesPerWeek()) : today.ranks();
        state.days.set(state.days.size() - 1, new Day(today.day(), today.sent() + (passes ? 1 : 0), ranks));
        String subject = opening.subject();
        if (passes) {
            state.withheld.remove(subject);
            if (state.digest.remove(subject) != null) {
                state.waiting--;
            }
            output.accept(opening);
        } else if (isNew) {
            state.withheld.put(subject, true);
            await(opening, budget);
            output.accept(opening.asWithheld());
        }
    }

    private Day today() {
        long day = Math.floorDiv(state.nowMillis, TimeUnit.DAYS.toMillis(1));
        if (state.days.isEmpty() || state.days.get(state.days.size() - 1).day() < day) {
            state.days.add(new Day(day, 0, List.of()));
        }
        state.days.removeIf(each -> each.day() <= day - DAYS);
        return state.days.get(state.days.size() - 1);
    }

    private boolean fits(long rank, int pages) {
        int sent = 0;
        int asUnusual = 0;
        for (Day day : state.days) {
            sent += day.sent();
            for (long other : day.ranks()) {
                asUnusual += other >= rank ? 1 : 0;
            }
        }
        return sent < pages && asUnusual < pages;
    }

    private static List<Long> ranked(List<Long> ranks, long rank, int pages) {
        List<Long> all = new ArrayList<>(ranks);
        all.add(rank);
        all.sort(Comparator.reverseOrder());
        return all.subList(0, Math.min(pages, all.size()));
    }

    private static long rank(Alert alert) {
        double score = alert.anomaly().peak().score();
        double bounded = Double.isNaN(score) ? 0 : Math.max(0, Math.min(score, MOST_SCORE));
        long severity =
                switch (alert.severity()) {
                    case INFO -> 0;
                    case LOW -> 1;
                    case MEDIUM -> 2;
                    case HIGH -> 3;
                    case CRITICAL -> 4;
                };
        return severity * 1_000_000 + Math.round(bounded * 1_000);
    }

    private void await(Notice opening, ChannelBudget budget) {
        if (budget.digestAt() == null) {
            return;
        }
        state.waiting++;
        state.digest.put(opening.subject(), opening);
        if (state.digest.size() > MAX_DIGEST) {
            leastUnusual().ifPresent(state.digest::remove);
        }
        if (state.digestMillis == 0) {
            state.digestMillis = budget.nextDigestMillis(state.nowMillis);
        }
    }

    private Optional<String> leastUnusual() {
        return state.digest.entrySet().stream()
                .min(Comparator.comparingLong(each -> rank(each.getValue().alert())))
                .map(Map.Entry::getKey);
    }

    /** Sends the digest if it is due at {@code millis}. */
    public void advance(long millis) {
        state.nowMillis = Math.max(state.nowMillis, millis);
        if (state.digestMillis == 0 || state.digestMillis > state.nowMillis) {
            return;
        }
        List<Notice> waiting = new ArrayList<>(state.digest.values());
        waiting.sort(Comparator.<Notice>comparingLong(each -> rank(each.alert()))
                .reversed()
                .thenComparing(Notice::subject));
        if (!waiting.isEmpty()) {
            output.accept(digest(waiting));
        }
        state.digest.clear();
        state.waiting = 0;
        state.digestMillis = 0;
    }

    private Notice digest(List<Notice> waiting) {
        StringBuilder text = new StringBuilder();
        for (Notice each : waiting) {
            text.append(text.length() == 0 ? "" : "; ").append(each.alert().title());
        }
        int more = state.waiting - waiting.size();
        text.append(more > 0 ? "; and " + more + " more" : "");
        Notice first = waiting.get(0);
        MessageDigest id = StableId.digest();
        id.update(("digest\n" + first.channel() + "\n" + state.digestMillis).getBytes(StandardCharsets.UTF_8));
        String title =
                state.waiting == 1 ? "One alert waits in the inbox" : state.waiting + " alerts wait in the inbox";
        return first.asDigest(StableId.of(id), title, text.toString(), state.digestMillis);
    }
}
