package io.anomalyradar.wasm;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A worker in the system's own Chromium ('make test' installs it), which runs functions of
 * {@code src/test/resources/page}; for the benchmarks, too.
 */
public final class ChromiumWorker implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync");

    private final WebFiles files;
    private final Playwright playwright;
    private final Page page;

    private ChromiumWorker(WebFiles files, Playwright playwright, Page page) {
        this.files = files;
        this.playwright = playwright;
        this.page = page;
    }

    /** Starts a browser, and a server for the files that it loads. */
    public static ChromiumWorker open() throws IOException {
        WebFiles files = WebFiles.serve();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(FLAGS));
        Page page = browser.newPage();
        page.navigate(files.address().resolve("page/index.html").toString());
        return new ChromiumWorker(files, playwright, page);
    }

    /** The result of the function {@code name} of the module {@code file}; its exception is thrown here. */
    public Object call(String file, String name, Object... arguments) {
        return page.evaluate(
                "([file, name, arguments]) => call(file, name, ...arguments)",
                List.of("/page/" + file, name, List.of(arguments)));
    }

    @Override
    public void close() {
        playwright.close(); // and the browser with it
        files.close();
    }

    /** The system's Chromium. */
    public static Path executable() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("chromium is not on the PATH: 'make test' installs it"));
    }
}
