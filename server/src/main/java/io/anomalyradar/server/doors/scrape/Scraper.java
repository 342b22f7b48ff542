package io.anomalyradar.server.doors.scrape;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.model.config.LabelMapping;
import io.anomalyradar.model.config.ScrapeConfig;
import io.anomalyradar.server.doors.labels.CounterNames;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.micrometer.core.instrument.Timer;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes every target that this server owns, once an interval, at a place in the interval that the target's name
 * decides. Requests do not block, and a target has one at a time: a slow one delays no other. What the broker does not
 * take is not repeated, for the next scrape follows. One thread plans; parsing and delivery use the pool.
 */
@SuppressWarnings("FutureReturnValueIgnored") // each scrape handles its own failure
public final class Scraper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
    private static final String ACCEPT =
            "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    private static final long REFRESH_MILLIS = 5_000;
    private static final String NO_DEVICE = "scrape";

    /** A target and what its last scrape said. Used in the planning thread. */
    private static final class Watched {
        private final Target target;
        private long nextMillis;
        private boolean running;
        private boolean up;

        Watched(Target target, long nextMillis) {
            this.target = target;
            this.nextMillis = nextMillis;
        }
    }

    private final ScrapeConfig config;
    private final Predicate<String> owned;
    private final Door door;
    private final DoorMetrics metrics;
    private final WorkPool pool;
    private final Clock clock;
    private final SeriesNaming naming;
    private final CounterNames counters;
    private final TargetList list;
    private final ClientFactory clients;
    private final WebClient client;
    private final Map<String, Watched> targets = new HashMap<>();
    private final ScheduledExecutorService planner = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "radar-scrape");
        thread.setDaemon(true);
        return thread;
    });
    private long refreshedMillis;

    private Scraper(
            ScrapeConfig config,
            LabelMapping labels,
            Predicate<String> owned,
            Door door,
            DoorMetrics metrics,
            WorkPool pool,
            Clock clock) {
        this.config = config;
        this.owned = owned;
        this.door = door;
        this.metrics = metrics;
        this.pool = pool;
        this.clock = clock;
        naming = new SeriesNaming(labels, NO_DEVICE);
        counters = new CounterNames(labels.counters());
        list = new TargetList(config, metrics::failed);
        Duration timeout = config.timeout().compareTo(config.interval()) < 0 ? config.timeout() : config.interval();
        clients = ClientFactory.builder().connectTimeout(timeout).build();
        client = WebClient.builder()
                .factory(clients)
                .responseTimeout(timeout)
                .maxResponseLength(config.maxBodyBytes())
                .build();
    }

    /**
     * Begins to scrape.
     *
     * @param owned whether the target of a name is this server's
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    public static Scraper start(
            ScrapeConfig config,
            LabelMapping labels,
            Predicate<String> owned,
            Door door,
            DoorMetrics metrics,
            WorkPool pool,
            Clock clock) {
        Scraper scraper = new Scraper(config, labels, owned, door, metrics, pool, clock);
        long tick = Math.min(250, Math.max(10, config.interval().toMillis() / 10));
        scraper.planner.scheduleWithFixedDelay(scraper::plan, 0, tick, TimeUnit.MILLISECONDS);
        return scraper;
    }

    private void plan() {
        try {
            long now = clock.millis();
            if (now - refreshedMillis >= REFRESH_MILLIS || now < refreshedMillis) {
                refreshedMillis = now;
                refresh(now);
            }
            long interval = config.interval().toMillis();
            int mine = 0;
            int up = 0;
            for (Watched watched : targets.values()) {
                boolean own = owned.test(watched.target.name());
                mine += own ? 1 : 0;
                up += own && watched.up ? 1 : 0;
                if (now < watched.nextMillis && watched.nextMillis - now <= interval) {
                    continue;
                }
                watched.nextMillis = next(watched.target, now + 1);
                if (own && !watched.running) {
                    scrape(watched, now);
                }
            }
            metrics.note(up + " of " + mine + " targets up"
                    + (mine == targets.size() ? "" : ", others are another server's"));
        } catch (RuntimeException failed) { // the planning goes on
            LOG.error("targets could not be scraped", failed);
        }
    }

    private void refresh(long now) {
        Map<String, Target> found = list.read();
        for (Iterator<String> known = targets.keySet().iterator(); known.hasNext(); ) {
            if (!found.containsKey(known.next())) {
                known.remove();
            }
        }
        found.forEach((name, target) -> targets.computeIfAbsent(name, added -> new Watched(target, next(target, now))));
    }

    /** The first time from {@code from} on at which {@code target} is due. */
    private long next(Target target, long from) {
        long interval = config.interval().toMillis();
        long place = Math.floorMod(target.name().hashCode() * 0x9E3779B97F4A7C15L, interval);
        return from + Math.floorMod(place - from, interval);
    }

    private void scrape(Watched watched, long now) {
        watched.running = true;
        long began = System.nanoTime();
        URI url = watched.target.url();
        client.execute(RequestHeaders.builder(HttpMethod.GET, url.toString())
                        .set(HttpHeaderNames.ACCEPT, ACCEPT)
                        .set(HttpHeaderNames.USER_AGENT, "AnomalyRadar")
                        .set(
                                HttpHeaderNames.of("x-prometheus-scrape-timeout-seconds"),
                                String.valueOf(config.timeout().toMillis() / 1e3))
                        .build())
                .aggregate()
                .handle((answer, failure) -> {
                    double seconds = (System.nanoTime() - began) * 1e-9;
                    String fault = failure == null ? fault(answer) : described(failure);
                    return fault.isEmpty()
                            ? pool.compose(() -> deliver(watched.target, answer, now, seconds))
                            : pool.compose(() -> deliverDown(watched.target, fault, now, seconds));
                })
                .thenCompose(delivery -> delivery)
                .whenComplete((up, failure) -> planner.execute(() -> {
                    watched.running = false;
                    watched.up = up != null && up;
                    if (failure != null) {
                        metrics.failed(
                                "a scrape is lost: " + Exceptions.peel(failure).getMessage());
                    }
                }));
    }

    private static String fault(AggregatedHttpResponse answer) {
        return answer.status().code() == 200
                ? ""
                : "it answers " + answer.status().code();
    }

    private String described(Throwable failure) {
        Throwable cause = Exceptions.peel(failure);
        if (cause instanceof UnprocessedRequestException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ResponseTimeoutException) {
            return "it does not answer within " + config.timeout().toMillis() + " ms (doors.scrape.timeout)";
        }
        if (cause instanceof ContentTooLargeException) {
            return "its answer has more than " + config.maxBodyBytes() + " bytes (doors.scrape.max-body-bytes)";
        }
        return String.valueOf(cause.getMessage());
    }

    /** True when the answer is in the log; an answer that cannot be read counts as none. */
    private CompletableFuture<Boolean> deliver(
            Target target, AggregatedHttpResponse answer, long startMillis, double seconds) {
        MediaType type = answer.contentType();
        boolean openMetrics = type != null && type.subtype().equals("openmetrics-text");
        Exposition exposition = new Exposition(target, naming, counters, openMetrics, startMillis, seconds);
        return deliver(() -> answer.content().toInputStream(), exposition).thenCompose(result -> {
            if (result instanceof DoorResult.Refused refused) {
                return deliverDown(target, refused.message(), startMillis, seconds);
            }
            return CompletableFuture.completedFuture(result.taken() != null);
        });
    }

    private CompletableFuture<Boolean> deliverDown(Target target, String fault, long startMillis, double seconds) {
        metrics.failed(target.shown() + ": " + fault);
        return deliver(InputStream::nullInputStream, Exposition.down(target, naming, startMillis, seconds))
                .thenApply(result -> false);
    }

    private CompletableFuture<DoorResult> deliver(Door.BodySource body, BatchDecoder decoder) {
        Timer.Sample start = Timer.start();
        @Nullable String noKey = null;
        return door.deliver(body, decoder, noKey, device -> true, () -> false).thenApply(result -> {
            metrics.count(result, start);
            return result;
        });
    }

    @Override
    public void close() {
        planner.shutdownNow();
        clients.close();
    }
}
