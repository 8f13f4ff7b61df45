package io.settlement.producer.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets no request through to anything but the {@link PublicPaths}, not even to an error page, before it is known who
 * makes it. A filter of a few
 * lines instead of a security framework: there are no sessions, logins, forms or roles here that it would be needed for.
 */
final class BearerFilter extends OncePerRequestFilter {

    private final Function<List<String>, Caller> doorkeeper;
    private final HandlerExceptionResolver problems;

    /** @param problems writes the same problem documents as for what a controller throws */
    BearerFilter(Function<List<String>, Caller> doorkeeper, HandlerExceptionResolver problems) {
        this.doorkeeper = doorkeeper;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PublicPaths.contain(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
            request.setAttribute(Caller.ATTRIBUTE, doorkeeper.apply(headers));
        } catch (AccessRefused refused) {
            if (problems.resolveException(request, response, null, refused) == null) {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            }
            return;
        }
        chain.doFilter(request, response);
    }
}
