package io.anomalyradar.server.page;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import com.linecorp.armeria.server.file.MediaTypeResolver;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page, from {@code META-INF/resources} on the class path. Names of files in {@code /assets/} contain a hash of
 * their content, so browsers cache them forever; all other files are revalidated. Files are compressed for browsers
 * that take it. Every other path is a view of the page and gets {@code index.html}; its router reports a view that does
 * not exist. Not found are only paths that belong to other routes, and missing files of the page.
 */
public final class PageService {
    private static final String ROOT = "META-INF/resources";
    private static final String INDEX = ROOT + "/index.html";
    /** First segments under which there are no views. */
    private static final Set<String> TAKEN =
            Set.of("api", "auth", "ws", "docs", "assets", "detector", "webjars", "health", "ready", "metrics");

    private static final MediaType WASM = MediaType.create("application", "wasm");

    private final ClassLoader loader;
    private final HttpService index;

    /** The page that {@code loader} finds. */
    public PageService(ClassLoader loader) {
        this.loader = loader;
        index = HttpFile.builder(loader, INDEX)
                .cacheControl(ServerCacheControl.REVALIDATED)
                .build()
                .asService();
    }

    public void addTo(ServerBuilder server) {
        FileService assets = FileService.builder(loader, ROOT + "/assets")
                .cacheControl(ServerCacheControl.IMMUTABLE)
                .build();
        FileService others = FileService.builder(loader, ROOT)
                .cacheControl(ServerCacheControl.REVALIDATED)
                .mediaTypeResolver(PageService::mediaType)
                .build();
        server.route()
                .pathPrefix("/assets/")
                .methods(HttpMethod.GET, HttpMethod.HEAD)
                .build(assets.orElse(PageService::nothing).decorate(EncodingService.newDecorator()));
        server.route()
                .pathPrefix("/")
                .methods(HttpMethod.GET, HttpMethod.HEAD)
                .build(others.orElse(this::pageOrNothing).decorate(EncodingService.newDecorator()));
    }

    /** Browsers compile WebAssembly only when it is declared as such; Armeria does not know it. */
    private static @Nullable MediaType mediaType(String path, @Nullable String contentEncoding) {
        return path.endsWith(".wasm") ? WASM : MediaTypeResolver.ofDefault().guessFromPath(path, contentEncoding);
    }

    /** Answers that a file is not there. */
    static HttpResponse nothing(ServiceRequestContext context, HttpRequest request) {
        return Problem.of(ProblemCode.NOT_FOUND, "there is nothing at this path: see /docs")
                .answer();
    }

    private HttpResponse pageOrNothing(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (!isView(context.path())) {
            return nothing(context, request);
        }
        if (loader.getResource(INDEX) == null) {
            throw Problem.of(ProblemCode.NOT_FOUND, "the page is not part of this build: see /docs for the HTTP API")
                    .exception();
        }
        return index.serve(context, request);
    }

    /**
     * Whether the page may have a view at {@code path}. The page's own files are beside {@code index.html}: a dot in a
     * deeper path segment is part of a device name ("/devices/host.example").
     */
    static boolean isView(String path) {
        int end = path.indexOf('/', 1);
        String first = path.substring(1, end < 0 ? path.length() : end);
        boolean isFile = end < 0 && first.indexOf('.') >= 0;
        return !isFile && !TAKEN.contains(first);
    }
}
