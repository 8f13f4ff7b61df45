package io.settlement.producer.web;

import java.util.regex.Pattern;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** Bodies are JSON and nothing else. Refuses JSON that says something else than it seems to: unknown and doubled fields, numbers where text belongs. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    private static final Pattern OTHER_LANGUAGE = Pattern.compile("(.*[+-])?(yaml|xml|cbor|smile)");

    @Bean
    JsonMapperBuilderCustomizer strictJsonCustomizer() {
        return mapper -> mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** Libraries bring converters along for languages of their own, which would read bodies by looser rules. */
    @Bean
    ServerHttpMessageConvertersCustomizer jsonAlone() {
        return converters -> converters.configureMessageConvertersList(list ->
                list.removeIf(converter -> converter.getSupportedMediaTypes().stream()
                        .anyMatch(type ->
                                OTHER_LANGUAGE.matcher(type.getSubtype()).matches())));
    }
}
