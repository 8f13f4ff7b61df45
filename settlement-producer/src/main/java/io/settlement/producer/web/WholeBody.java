package io.settlement.producer.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Receives a body before anything else looks at its request, and holds no thread meanwhile: read by a worker as it is asked
 * for, a few dozen clients that send half a body would keep all workers waiting, and everybody else out.
 */
final class WholeBody implements Filter {

    private static final String RECEIVED = WholeBody.class.getName();

    private final BodyRoom room = new BodyRoom(BodyRoom.BYTES);

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        FilterRegistrationBean<WholeBody> wholeBody() {
            var registration = new FilterRegistrationBean<>(new WholeBody());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
            return registration;
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(RECEIVED) instanceof ArrivingBody body) {
            body.continueWith((HttpServletRequest) request, response, chain);
        } else if (hasBody((HttpServletRequest) request)) {
            receive(request, (HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private void receive(ServletRequest request, HttpServletResponse response) throws IOException {
        var context = request.startAsync(request, response);
        var body = new ArrivingBody(context, request.getInputStream(), room);
        request.setAttribute(RECEIVED, body);
        context.setTimeout(ArrivingBody.PATIENCE.toMillis());
        context.addListener(body);
        body.begin(request.getContentLengthLong());
    }
}
