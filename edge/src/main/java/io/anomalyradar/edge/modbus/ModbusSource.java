package io.anomalyradar.edge.modbus;

import io.anomalyradar.edge.intake.FrameDelivery;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.edge.intake.Reconnecting;
import io.anomalyradar.edge.intake.Source;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Reads a controller at multiples of the interval, by the gateway's clock: one frame each time. A reading that comes too
 * late for the next is left out, and one that finds no room in the gateway is lost; both are counted.
 */
public final class ModbusSource implements Source {
    private final ModbusSettings settings;
    private final Intake intake;
    private final Clock clock;
    private final SourceCounts counts;
    private final Reconnecting sessions;

    public ModbusSource(ModbusSettings settings, Intake intake, Clock clock) {
        this.settings = settings;
        this.intake = intake;
        this.clock = clock;
        this.counts = new SourceCounts(settings.name(), clock);
        this.sessions = new Reconnecting(counts, this::session);
    }

    @Override
    public SourceCounts counts() {
        return counts;
    }

    @Override
    public void start() {
        sessions.start();
    }

    private void session() throws IOException, InterruptedException {
        try (ModbusConnection connection = ModbusConnection.open(
                settings.host(),
                settings.port(),
                settings.unit(),
                Math.toIntExact(settings.timeout().toMillis()))) {
            long interval = settings.interval().toMillis();
            long due = clock.millis() / interval * interval + interval;
            while (true) {
                Thread.sleep(Math.max(0, due - clock.millis()));
                read(connection);
                long now = clock.millis();
                // A clock that was set back must not stop the readings.
                due = now - due >= 0 && now - due < interval ? due + interval : now / interval * interval + interval;
            }
        }
    }

    private void read(ModbusConnection connection) throws IOException {
        FrameBuilder frame = new FrameBuilder();
        frame.device(settings.device());
        frame.attributes(settings.attributes());
        frame.timestampMillis(clock.millis());
        String problem = "";
        int read = 0;
        for (ModbusRange range : settings.ranges()) {
            try {
                byte[] values = connection.read(range);
                for (ModbusPoint point : range.points()) {
                    frame.sample(point.metric(), point.value(values, range.from()));
                    read++;
                }
            } catch (ModbusConnection.ModbusRefusal refusal) {
                problem = "the registers from " + range.from() + " on: " + refusal.getMessage();
            }
        }
        counts.connected();
        if (!problem.isEmpty()) {
            counts.troubled(problem);
        }
        List<Frame> frames = read == 0 ? List.of() : counts.taken(List.of(frame.build()));
        if (!frames.isEmpty() && !intake.offer(FrameDelivery.of(frames))) {
            counts.lost(1);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
