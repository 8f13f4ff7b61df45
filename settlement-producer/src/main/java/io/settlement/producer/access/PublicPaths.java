package io.settlement.producer.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The API document and its page, and the operator page without what it shows, which anybody may read: they are the same for
 * all and say nothing of any account. The
 * patterns are matched as the framework matches those of the controllers, so that no spelling of another path slips in.
 */
final class PublicPaths {

    static final List<String> PATTERNS = List.of(
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/swagger-config",
            "/swagger-ui.html",
            "/swagger-ui/**",
            "/console",
            "/console/console.css",
            "/console/console.js",
            "/console/sections.js",
            "/console/plot.js",
            "/console/icon.svg");

    private static final List<PathPattern> PARSED =
            PATTERNS.stream().map(PathPatternParser.defaultInstance::parse).toList();

    private PublicPaths() {}

    static boolean contain(HttpServletRequest request) {
        PathContainer path = RequestPath.parse(request.getRequestURI(), request.getContextPath())
                .pathWithinApplication();
        return PARSED.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
