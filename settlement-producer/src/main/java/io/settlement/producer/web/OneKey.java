package io.settlement.producer.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a request with two idempotency keys. The framework would join them to a third one, under which the same
 * instruction could be carried out again when it comes on another way, with one of the two.
 */
final class OneKey implements HandlerInterceptor {

    private static final String HEADER = "Idempotency-Key";

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        WebMvcConfigurer oneKey() {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry interceptors) {
                    interceptors.addInterceptor(new OneKey());
                }
            };
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (Collections.list(request.getHeaders(HEADER)).size() > 1) {
            throw new BadInput(HEADER, "an idempotency key is given more than once");
        }
        return true;
    }
}
