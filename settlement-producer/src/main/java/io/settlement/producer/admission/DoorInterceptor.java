package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.ResourceTypeConstants;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import io.settlement.producer.live.ReadOnlyMode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Asks Sentinel once for each request to an endpoint, as it comes in, under method and pattern: {@code POST
 * /v1/transfers}. In place of Sentinel's own interceptor, which asks again when an asynchronous answer is written, by
 * when the money may have moved: it would tell 429 of a transfer that is debited.
 *
 * <p>What is no endpoint is not asked for. Its names would come from callers, and Sentinel checks none beyond 6,000.
 */
final class DoorInterceptor implements HandlerInterceptor {

    private final ReadOnlyMode readOnly;

    DoorInterceptor(ReadOnlyMode readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean comesIn = request.getDispatcherType() == DispatcherType.REQUEST;
        if (comesIn && handler instanceof HandlerMethod) {
            var endpoint = endpoint(request);
            requireTaken(endpoint);
            pass(endpoint);
        }
        return true;
    }

    /** HEAD is answered by what answers GET, and counts as such. */
    private static String endpoint(HttpServletRequest request) {
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return method + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    /** Looks are answered on. */
    private void requireTaken(String endpoint) {
        if (!endpoint.startsWith("GET ")) {
            readOnly.reason().ifPresent(reason -> {
                throw new ReadOnly(reason);
            });
        }
    }

    private static void pass(String endpoint) {
        try {
            SphU.entry(endpoint, ResourceTypeConstants.COMMON_WEB, EntryType.IN).exit();
        } catch (BlockException full) {
            throw new RateLimited(endpoint);
        }
    }
}
