package io.settlement.producer.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.access.ApiKeys;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.ShardingProperties;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The way of a request before its controller. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

    /** After the bound on bodies and the count of requests, before everything that looks at a request. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    @ConditionalOnBooleanProperty(name = "settlement.access.enabled", matchIfMissing = true)
    LiveKeys liveKeys(ShardingProperties sharding, AccessProperties properties) {
        return new LiveKeys(ApiKeys.in(sharding.control()), properties);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "settlement.access.enabled", matchIfMissing = true)
    HealthIndicator apiKeysHealthIndicator(LiveKeys keys) {
        return new KeysHealth(keys);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "settlement.access.enabled", matchIfMissing = true)
    FilterRegistrationBean<BearerFilter> bearerFilter(
            LiveKeys keys,
            MeterRegistry registry,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return registered(new BearerFilter(new Doorkeeper(keys, registry)::admit, problems));
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "settlement.access.enabled", havingValue = false)
    FilterRegistrationBean<BearerFilter> openDoor(
            ServerProperties server, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        requireLoopback(server.getAddress());
        log.warn("settlement.access.enabled is false: whoever reaches {} may do everything", server.getAddress());
        return registered(new BearerFilter(anybody -> Caller.UNCHECKED, problems));
    }

    private static void requireLoopback(InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new IllegalStateException("settlement.access.enabled is false, which is allowed on a loopback"
                    + " server.address only, not on " + (address == null ? "all interfaces" : address));
        }
    }

    private static FilterRegistrationBean<BearerFilter> registered(BearerFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(ORDER);
        return registration;
    }

    @Bean
    WebMvcConfigurer accessChecks(Ledger ledger) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors
                        .addInterceptor(new ScopeCheck(new Ownership(ledger)))
                        .excludePathPatterns(PublicPaths.PATTERNS);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerOfRequest());
            }
        };
    }

    /** Gives a controller's method its {@link Caller}. */
    private static final class CallerOfRequest implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class;
        }

        @Override
        public Caller resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest request,
                WebDataBinderFactory binders) {
            return (Caller) request.getAttribute(Caller.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
