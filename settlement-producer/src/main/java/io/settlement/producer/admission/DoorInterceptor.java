package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.adapter.spring.webmvc_v6x.SentinelWebInterceptor;
import com.alibaba.csp.sentinel.adapter.spring.webmvc_v6x.config.SentinelWebMvcConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Asks Sentinel once for each request, under the method and the pattern of its path: {@code POST /v1/transfers}.
 *
 * <p>Only when the request comes in. Sentinel's own interceptor asks again when an asynchronous answer is written, by
 * when the money may have moved: a caller would be told 429, nothing taken, of a transfer that was debited.
 */
final class DoorInterceptor extends SentinelWebInterceptor {

    DoorInterceptor() {
        super(configuration());
    }

    private static SentinelWebMvcConfig configuration() {
        var configuration = new SentinelWebMvcConfig();
        configuration.setBlockExceptionHandler((request, response, resource, blocked) -> {
            throw new RateLimited(resource);
        });
        return configuration;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        return request.getDispatcherType() != DispatcherType.REQUEST || super.preHandle(request, response, handler);
    }

    @Override
    protected String getResourceName(HttpServletRequest request) {
        var pattern = super.getResourceName(request);
        return pattern == null ? null : request.getMethod() + " " + pattern;
    }
}
