package io.settlement.producer.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds each request against the scope of its endpoint, then the account or transfer that its address names against the
 * caller's owner. Both stand here and not in the controllers, so that an endpoint that forgets them is closed, not open.
 */
final class ScopeCheck implements HandlerInterceptor {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Ownership ownership;

    ScopeCheck(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // The dispatches of an asynchronous answer and of an error belong to a request that was let in.
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod endpoint) {
            var caller = (Caller) request.getAttribute(Caller.ATTRIBUTE);
            requireScope(caller, endpoint);
            requireOwned(caller, request);
        }
        return true;
    }

    private static void requireScope(Caller caller, HandlerMethod endpoint) {
        var needed = endpoint.getMethodAnnotation(RequiresScope.class);
        if (needed == null) {
            throw new AccessRefused.Forbidden("scope", "no key has a scope for this");
        }
        caller.require(needed.value());
    }

    private void requireOwned(Caller caller, HttpServletRequest request) {
        var inPath = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        ownership.requireAccount(caller, (String) inPath.get("accountId"));
        ownership.requireTransfer(caller, (String) inPath.get("transferId"));
        if (READS.contains(request.getMethod())) {
            ownership.requireAccount(caller, request.getParameter("accountId"));
        }
    }
}
