package io.settlement.producer.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The operator page: files that are the same for everybody, and served without a key. What the page shows it asks
 * {@link OperateController} for, with the key that its reader types.
 */
@Configuration(proxyBeanMethods = false)
class ConsolePage {

    /** Nothing but its own files, no script or style inside the page, and nobody may frame it to steal clicks. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    /** By their addresses, which {@code PublicPaths} lists as well. */
    private static final Map<String, MediaType> FILES = Map.of(
            "console.css", new MediaType("text", "css"),
            "console.js", new MediaType("text", "javascript"),
            "sections.js", new MediaType("text", "javascript"),
            "plot.js", new MediaType("text", "javascript"),
            "icon.svg", new MediaType("image", "svg+xml"));

    @Bean
    RouterFunction<ServerResponse> consoleFiles() {
        var routes = RouterFunctions.route().GET("/console", asked -> file("console.html", MediaType.TEXT_HTML));
        FILES.forEach((name, type) -> routes.GET("/console/" + name, asked -> file(name, type)));
        return routes.build();
    }

    /** Asked for anew each time: a page of yesterday's version would misread today's answers. */
    private static ServerResponse file(String name, MediaType type) {
        return ServerResponse.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(new ClassPathResource("console/" + name));
    }
}
