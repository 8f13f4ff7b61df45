package io.settlement.client;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads what servers of this and of later versions write: fields and enum values that are not known yet are passed over. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private Json() {}

    static byte[] bytes(Object body) {
        return MAPPER.writeValueAsBytes(body);
    }

    /** A missing node for what is no JSON: a proxy's page, or nothing. */
    static JsonNode tree(byte[] body) {
        try {
            var tree = MAPPER.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JacksonException other) {
            return MissingNode.getInstance();
        }
    }

    /** @throws JacksonException if it is something else */
    static <T> T read(JsonNode body, Class<T> type) {
        return MAPPER.treeToValue(body, type);
    }
}
