package io.anomalyradar.server.page;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;

/**
 * The page, from {@code META-INF/resources} on the class path. Files in {@code /assets/} have their content's hash in
 * their name and are kept by browsers for ever; everything else is asked for again. A path that names no file is the
 * page's own affair and gets {@code index.html}.
 */
public final class PageService {
    private static final String ROOT = "META-INF/resources";
    private static final String INDEX = ROOT + "/index.html";

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
                .build();
        server.route()
                .pathPrefix("/assets/")
                .methods(HttpMethod.GET, HttpMethod.HEAD)
                .build(assets.orElse(PageService::nothing));
        server.route()
                .pathPrefix("/")
                .methods(HttpMethod.GET, HttpMethod.HEAD)
                .build(others.orElse(this::pageOrNothing));
    }

    /** Answers that a file is not there. */
    static HttpResponse nothing(ServiceRequestContext context, HttpRequest request) {
        return Problem.of(ProblemCode.NOT_FOUND, "there is nothing at this path: see /docs")
                .answer();
    }

    private HttpResponse pageOrNothing(ServiceRequestContext context, HttpRequest request) throws Exception {
        String path = context.path();
        boolean isFile = path.lastIndexOf('.') > path.lastIndexOf('/');
        if (isFile || path.startsWith("/api/") || path.startsWith("/ws/") || path.startsWith("/docs/")) {
            return nothing(context, request);
        }
        if (loader.getResource(INDEX) == null) {
            throw Problem.of(ProblemCode.NOT_FOUND, "the page is not part of this build: see /docs for the HTTP API")
                    .exception();
        }
        return index.serve(context, request);
    }
}
