package io.anomalyradar.app.events;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.event.RecordedEvent;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar events follow}. */
@Command(
        name = "follow",
        description = {
            "Prints events as they are stored, until it is interrupted.",
            "Looks every second; of more than 1,000 in a second the oldest are not shown."
        })
final class FollowEvents implements Runnable {
    private static final int PAGE = 1_000;
    private static final int KNOWN = 10 * PAGE;
    private static final long PAUSE_MILLIS = 1_000;
    /** An event may be stored long after its time. */
    private static final long OVERLAP_MILLIS = 60_000;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    EventSelection selection = new EventSelection();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    private final Set<String> known = new HashSet<>();
    private final Deque<String> order = new ArrayDeque<>();

    @Override
    public void run() {
        ServerApi api = new ServerApi(server.connection());
        PrintWriter out = spec.commandLine().getOut();
        long beginMillis = newest(fresh(api.get(selection.query(1))));
        long fromMillis = beginMillis;
        while (!Thread.currentThread().isInterrupted()) {
            List<RecordedEvent> events =
                    fresh(api.get(selection.query(PAGE) + "&from=" + Math.max(0, fromMillis - OVERLAP_MILLIS)));
            events.stream()
                    .filter(event -> event.appendTimeMillis() > beginMillis)
                    .forEach(event -> out.println(EventLine.of(event)));
            out.flush();
            fromMillis = Math.max(fromMillis, newest(events));
            pause();
        }
    }

    private static long newest(List<RecordedEvent> events) {
        return events.stream().mapToLong(RecordedEvent::appendTimeMillis).max().orElse(0);
    }

    /** The events of a page that were not seen before, oldest first. */
    private List<RecordedEvent> fresh(byte[] page) {
        List<RecordedEvent> events = new ArrayList<>();
        for (byte[] item : JsonValues.items(page)) {
            RecordedEvent event = EventLine.read(item);
            if (known.add(event.id())) {
                order.add(event.id());
                events.add(event);
            }
        }
        while (order.size() > KNOWN) {
            known.remove(order.remove());
        }
        Collections.reverse(events);
        return events;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
