package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.BoundingBox;
import io.anomalyradar.app.e2e.Chromium.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The radar over a real stack, drawn by WebGPU, by WebGL 2, and as a table. */
class RadarIT {
    private static final double PATIENCE = 120_000;
    private static final int DEVICES = 24;
    private static final String FAULTY = "pump-07";
    private static RadarProcess radar;

    @BeforeAll
    static void start(@TempDir Path home) {
        radar = RadarProcess.in(home).with("host.telemetry.enabled", "false");
        radar.start();
        radar.awaitReady();
        RadarApi api = new RadarApi(radar.address());
        Random random = new Random(1);
        long now = System.currentTimeMillis();
        for (int step = 0; step < 120; step++) {
            StringBuilder frames = new StringBuilder("[");
            for (int i = 0; i < DEVICES; i++) {
                String device = "%s-%02d".formatted(i < DEVICES / 2 ? "pump" : "fan", i);
                double value = 50 + random.nextGaussian() + (device.equals(FAULTY) && step > 100 ? 60 : 0);
                frames.append(i == 0 ? "" : ",")
                        .append(
                                "{\"device\":\"%s\",\"ts\":%d,\"metrics\":{\"load\":%s},\"attributes\":{\"group\":\"%s\"}}"
                                        .formatted(
                                                device,
                                                now - (120 - step) * 1_000L,
                                                value,
                                                i < DEVICES / 2 ? "wet" : "dry"));
            }
            assertThat(api.post(frames.append("]").toString()).status()).isEqualTo(202);
        }
    }

    @AfterAll
    static void stop() {
        radar.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Graphics.class,
            names = {"WEBGPU", "WEBGL"})
    void everyDevice_isDrawn_andTheOneThatIsClickedOpens(Graphics graphics) {
        try (Chromium chromium = Chromium.open(graphics);
                BrowserContext context = chromium.window(1000, 800)) {
            Page page = context.newPage();
            page.navigate(at("/radar"));
            Locator plot = page.getByTestId("radar");
            assertThat(plot)
                    .hasAttribute(
                            "data-painter",
                            graphics == Graphics.WEBGPU ? "webgpu" : "webgl2",
                            new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(plot).hasAttribute("data-devices", Integer.toString(DEVICES), soon());
            assertThat(page.getByTestId("radar-figures")).containsText("frames/s", soonText());
            page.waitForCondition(
                    () -> alarming(page.locator(".radar-points").screenshot()) > 10,
                    new Page.WaitForConditionOptions().setTimeout(PATIENCE));
            assertThat(page.locator("[data-testid=radar-row][data-device='" + FAULTY + "']"))
                    .hasCount(1, new HasCountOptions().setTimeout(PATIENCE));

            // By keyboard to the only device that is not normal, and to where it is drawn.
            plot.focus();
            page.keyboard().press("ArrowDown");
            Locator tip = page.getByTestId("radar-tip");
            assertThat(tip).containsText(FAULTY, soonText());
            page.keyboard().press("Enter");

            page.waitForURL(Pattern.compile(".*/devices/" + FAULTY), new Page.WaitForURLOptions().setTimeout(PATIENCE));
        }
    }

    @Test
    void pointer_hoversClicksAndBrushes_filtersStayInTheAddress() {
        try (Chromium chromium = Chromium.open();
                BrowserContext context = chromium.calmWindow(1200, 800)) {
            Page page = context.newPage();
            page.navigate(at("/radar"));
            Locator plot = page.getByTestId("radar");
            assertThat(plot).hasAttribute("data-devices", Integer.toString(DEVICES), soon());
            BoundingBox box = plot.boundingBox();

            page.mouse().move(box.x + 2, box.y + 2);
            page.mouse().down();
            page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
            page.mouse().move(box.x + box.width / 2, box.y + box.height - 2);
            page.mouse().up();
            assertThat(page.getByTestId("radar-list")).containsText("Selected");
            assertThat(page.getByTestId("radar-row")).hasCount(DEVICES / 2); // the left half is the group "wet"
            page.getByTestId("radar-clear").click();

            page.getByTestId("radar-filter-OK").click();
            assertThat(page).hasURL(at("/radar?hide=ok"));
            assertThat(page.getByTestId("radar-filter-OK")).hasAttribute("aria-pressed", "false");
            page.getByTestId("sector")
                    .filter(new Locator.FilterOptions().setHasText("dry"))
                    .click();
            assertThat(page).hasURL(at("/radar?hide=ok&group=dry"));
            assertThat(plot).hasAttribute("data-devices", Integer.toString(DEVICES / 2));
            page.reload();
            assertThat(plot).hasAttribute("data-devices", Integer.toString(DEVICES / 2), soon());
            page.getByTestId("radar-all").click();
            page.getByTestId("radar-filter-OK").click();

            page.navigate(at("/radar?group=wet"));
            assertThat(plot).hasAttribute("data-devices", Integer.toString(DEVICES / 2), soon());
            Locator tip = page.getByTestId("radar-tip");
            for (int i = 0; i < 2_000 && tip.count() == 0; i++) { // along a spiral, until the pointer is on a device
                double radius = box.width / 2 * 0.84 * (1 - i % 20 / 40.0);
                double angle = Math.toRadians(i * 0.5);
                page.mouse()
                        .move(
                                box.x + box.width / 2 + radius * Math.sin(angle),
                                box.y + box.height / 2 - radius * Math.cos(angle));
            }
            assertThat(tip).isVisible();
            page.mouse().down();
            page.mouse().up();
            page.waitForURL(Pattern.compile(".*/devices/pump-.*"));
        }
    }

    @Test
    void browserWithoutGraphics_showsTheSameDevicesAsATable() {
        try (Chromium chromium = Chromium.open(Graphics.NONE);
                BrowserContext context = chromium.window(1200, 800)) {
            Page page = context.newPage();
            page.navigate(at("/radar"));

            assertThat(page.getByTestId("radar-row")).hasCount(DEVICES, new HasCountOptions().setTimeout(PATIENCE));
            assertThat(page.getByTestId("radar")).hasCount(0);
            assertThat(page.getByTestId("radar-row").first()).hasAttribute("data-device", FAULTY, soon());
            assertThat(Axe.violations(page)).isEmpty();
        }
    }

    @Test
    void reducedMotion_noSweep_andNoFrameWithoutChange() {
        try (Chromium chromium = Chromium.open();
                BrowserContext context = chromium.calmWindow(1000, 800)) {
            Page page = context.newPage();
            page.navigate(at("/radar"));

            assertThat(page.getByTestId("radar")).hasAttribute("data-painter", "webgl2", soon());
            assertThat(page.locator(".radar-sweep")).isHidden();
            assertThat(page.getByTestId("radar-figures")).containsText("frames/s", soonText());
            assertThat(Axe.violations(page)).isEmpty();
        }
    }

    /** Pixels in the colours of a warning or of what is critical. */
    private static int alarming(byte[] picture) {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        int count = 0;
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            int red = rgb >> 16 & 0xff;
            int blue = rgb & 0xff;
            count += red > 180 && red - blue > 60 ? 1 : 0;
        }
        return count;
    }

    private static HasAttributeOptions soon() {
        return new HasAttributeOptions().setTimeout(PATIENCE);
    }

    private static ContainsTextOptions soonText() {
        return new ContainsTextOptions().setTimeout(PATIENCE);
    }

    private static String at(String path) {
        return radar.address().resolve(path).toString();
    }
}
