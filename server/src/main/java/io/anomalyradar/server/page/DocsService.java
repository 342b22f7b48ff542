package io.anomalyradar.server.page;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;

/** {@code /docs}: the documentation of the HTTP API, drawn by Swagger UI from {@code /api/v1/openapi.yaml}. */
public final class DocsService {
    private static final String OWN = "io/anomalyradar/server/page/";
    private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui";
    private static final MediaType YAML = MediaType.create("application", "yaml");

    private final ClassLoader loader;

    /** The documentation that {@code loader} finds. */
    public DocsService(ClassLoader loader) {
        this.loader = loader;
    }

    public void addTo(ServerBuilder server) {
        HttpFile specification = HttpFile.builder(loader, OWN + "openapi.yaml")
                .contentType(YAML)
                .cacheControl(ServerCacheControl.REVALIDATED)
                .build();
        server.service("/api/v1/openapi.yaml", specification.asService());
        server.service("/docs", (context, request) -> HttpResponse.ofRedirect(HttpStatus.FOUND, "/docs/"));
        server.serviceUnder(
                "/docs/",
                FileService.builder(loader, OWN + "docs")
                        .cacheControl(ServerCacheControl.REVALIDATED)
                        .build()
                        .orElse(PageService::nothing));
        server.serviceUnder(
                "/docs/swagger-ui/", // its version is part of the path
                FileService.builder(loader, SWAGGER_UI)
                        .cacheControl(ServerCacheControl.IMMUTABLE)
                        .build()
                        .orElse(PageService::nothing));
    }
}
