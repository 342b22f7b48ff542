package io.anomalyradar.app.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.anomalyradar.server.stream.RawStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures in {@code docs/images}: every view of a simulated fleet, on a phone, at a desk and on a wall, dark
 * and light. It runs by {@code make screenshots} only.
 */
class PagePictures {
    private static final Path TARGET = RadarProcess.root().resolve("docs/images");
    private static final int MINUTES = Integer.getInteger("radar.pictures.minutes", 6);
    private static final int SETTLE_MILLIS = 6_000;
    private static final int WALL = 3840;
    private static final int[][] SIZES = {{390, 844}, {1440, 900}, {WALL, 2160}};
    private static final List<String> METERS =
            IntStream.rangeClosed(1, 2_000).mapToObj("meter-%04d"::formatted).toList();

    @Test
    void everyView_atThreeSizes_darkAndLight(@TempDir Path home) throws InterruptedException {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try (RadarProcess radar =
                        RadarProcess.in(home).with("demo.devices", "60").with("host.telemetry.enabled", "false");
                RawStream stream = RawStream.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), METERS);
                Chromium chromium = Chromium.open()) {
            radar.start("--demo");
            radar.awaitReady();
            Random random = new Random(1);
            double[] levels = random.doubles(METERS.size(), 180, 320).toArray();
            var unused = sender.scheduleAtFixedRate(
                    () -> stream.send(System.currentTimeMillis(), values(random, levels)),
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            TimeUnit.MINUTES.sleep(MINUTES);
            Map<String, String> views = views(stream.port());
            for (int[] size : SIZES) {
                for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    try (BrowserContext context = chromium.window(size[0], size[1], scheme)) {
                        Page page = context.newPage();
                        views.forEach((name, path) -> take(page, radar, name, path, size[0], scheme));
                    }
                }
            }
        } finally {
            sender.shutdownNow();
        }
    }

    private static Map<String, String> views(int streamPort) {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("fleet", "/");
        views.put("radar", "/radar");
        views.put("heatmap", "/heatmap?by=device");
        views.put("device", "/devices/pump-1");
        views.put("inbox", "/inbox");
        views.put("activity", "/activity");
        views.put("anomalies", "/anomalies");
        views.put("what-if", "/what-if?device=pump-1&metric=temperature_celsius");
        views.put("browser", "/browser?window=200&stream=ws://127.0.0.1:" + streamPort + "/");
        views.put("query", "/query");
        views.put("system", "/system");
        return views;
    }

    private static void take(Page page, RadarProcess radar, String name, String path, int width, ColorScheme scheme) {
        page.navigate(radar.address().resolve(path).toString());
        // The browser's own detector learns for 32 ticks; everything else is there at once.
        page.waitForTimeout(name.equals("browser") ? 4 * SETTLE_MILLIS : SETTLE_MILLIS);
        boolean isWall = width == WALL;
        String file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        Page.ScreenshotOptions options = new Page.ScreenshotOptions()
                .setPath(TARGET.resolve(file + (isWall ? ".jpg" : ".png")))
                .setType(isWall ? ScreenshotType.JPEG : ScreenshotType.PNG);
        page.screenshot(isWall ? options.setQuality(75) : options);
    }

    private static double[] values(Random random, double[] levels) {
        double[] values = new double[levels.length];
        for (int i = 0; i < values.length; i++) {
            boolean isStruck = (System.currentTimeMillis() / 8_000 + i) % 500 == 0;
            values[i] = levels[i] + 3 * random.nextGaussian() + (isStruck ? 60 : 0);
        }
        return values;
    }
}
