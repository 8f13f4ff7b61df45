package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import io.settlement.producer.access.Caller;
import io.settlement.producer.live.ReadOnlyMode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
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

    private static final String ENTERED = DoorInterceptor.class.getName() + ".entered";

    private final ReadOnlyMode readOnly;
    private final Refusals refusals;

    DoorInterceptor(ReadOnlyMode readOnly, Refusals refusals) {
        this.readOnly = readOnly;
        this.refusals = refusals;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean comesIn = request.getDispatcherType() == DispatcherType.REQUEST;
        if (comesIn && handler instanceof HandlerMethod) {
            var endpoint = endpoint(request);
            requireTaken(endpoint);
            request.setAttribute(ENTERED, enter(endpoint, Caller.of(request).keyId()));
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

    private AsyncEntry enter(String endpoint, String key) {
        try {
            return Entries.open(endpoint, EntryType.IN, 1, key);
        } catch (BlockException blocked) {
            var rule = Refusals.rule(blocked, endpoint);
            refusals.count(rule, 1);
            throw new RateLimited(rule);
        }
    }

    /** Of an answer that comes later this is told when it is written. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception thrown) {
        if (request.getAttribute(ENTERED) instanceof AsyncEntry entry) {
            request.removeAttribute(ENTERED);
            var status = HttpStatus.resolve(response.getStatus());
            Entries.close(entry, 1, thrown != null || (status != null && status.is5xxServerError()));
        }
    }
}
