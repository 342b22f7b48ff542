package io.anomalyradar.app.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The system's own Chromium ('make test' installs it), without a display; it connects only to the page. */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** What draws in it; none of them needs a graphics card. */
    enum Graphics {
        /** WebGL 2 in software, no WebGPU. */
        WEBGL("--disable-gpu", "--enable-unsafe-swiftshader"),
        WEBGPU(
                "--enable-unsafe-webgpu",
                "--enable-features=Vulkan",
                "--use-vulkan=swiftshader",
                "--use-angle=swiftshader"),
        /** Neither. */
        NONE("--disable-gpu", "--disable-3d-apis");

        private final String flags;

        Graphics(String... flags) {
            this.flags = String.join(" ", flags);
        }
    }

    static Chromium open() {
        return open(Graphics.WEBGL);
    }

    static Chromium open(Graphics graphics) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(List.of(graphics.flags.split(" ")));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(flags));
        return new Chromium(playwright, browser);
    }

    /** A new dark window without stored data. */
    BrowserContext window(int width, int height) {
        return window(width, height, ColorScheme.DARK);
    }

    /** A new window without stored data. */
    BrowserContext window(int width, int height, ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(1)
                .setColorScheme(scheme));
    }

    /** A new window of a person who asks for reduced motion. */
    BrowserContext calmWindow(int width, int height) {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setReducedMotion(ReducedMotion.REDUCE));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path executable() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("chromium is not on the PATH: 'make test' installs it"));
    }
}
