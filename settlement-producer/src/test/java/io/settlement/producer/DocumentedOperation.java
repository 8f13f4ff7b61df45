package io.settlement.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One operation as the API document tells of it: enough to ask for it well, and to know where it can be asked badly. */
record DocumentedOperation(JsonNode document, String method, String path, JsonNode said) {

    private static final String JSON = "/content/application~1json";

    static Stream<DocumentedOperation> in(JsonNode document) {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> new DocumentedOperation(
                                document,
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue())));
    }

    /** The methods that its path has. */
    List<String> methods() {
        return document.path("paths").path(path).propertyNames().stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** As it should be asked, but for authorization. @param ids what stands for each name of an id */
    RawRequest wellFormed(Map<String, String> ids) {
        var request = RawRequest.of(method, target(ids));
        if (hasHeader("Idempotency-Key")) {
            request = request.with("Idempotency-Key: " + RunningDoor.key());
        }
        return takesBody()
                ? request.with("Content-Type: application/json")
                        .sending(body(ids).toString())
                : request;
    }

    private String target(Map<String, String> ids) {
        var target = path;
        for (var id : ids.entrySet()) {
            target = target.replace("{" + id.getKey() + "}", id.getValue());
        }
        var query = queryParameters().stream()
                .filter(name -> ids.containsKey(name))
                .map(name -> name + "=" + ids.get(name))
                .toList();
        return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    List<String> queryParameters() {
        return parameters("query");
    }

    /** Whether the document bounds the length of a parameter and nothing else. */
    boolean isFreeText(String parameter) {
        return said.path("parameters")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(parameter))
                .anyMatch(each -> each.path("schema").has("maxLength"));
    }

    boolean hasHeader(String name) {
        return parameters("header").contains(name);
    }

    private List<String> parameters(String place) {
        return said.path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(place))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    boolean takesBody() {
        return said.has("requestBody");
    }

    boolean needsBody() {
        return said.at("/requestBody/required").asBoolean();
    }

    /** The example of the document, about the accounts given, under a key of its own, with one element in its list. */
    JsonNode body(Map<String, String> ids) {
        var body = said.at("/requestBody" + JSON + "/example").deepCopy();
        about(body, ids);
        return body;
    }

    private static void about(JsonNode node, Map<String, String> ids) {
        if (node instanceof ObjectNode object) {
            ids.forEach((name, id) -> {
                if (object.has(name)) {
                    object.put(name, id);
                }
            });
            if (object.has("idempotencyKey")) {
                object.put("idempotencyKey", RunningDoor.key());
            }
        }
        if (node instanceof ArrayNode list) {
            while (list.size() > 1) {
                list.remove(1);
            }
        }
        node.forEach(child -> about(child, ids));
    }

    /** A field of the body: how to come to its object, its name, and what the document allows in it. */
    record Field(String object, String name, JsonNode schema, boolean required) {

        boolean allows(String text) {
            int length = text.codePointCount(0, text.length());
            return (!schema.has("pattern")
                            || text.matches(schema.path("pattern").asString()))
                    && (!schema.has("enum")
                            || schema.path("enum")
                                    .valueStream()
                                    .anyMatch(value -> value.asString("").equals(text)))
                    && length >= schema.path("minLength").asInt(0)
                    && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE);
        }

        boolean isText() {
            return schema.path("type").asString("").equals("string");
        }
    }

    /** Every field of the body, those of the first element where it has a list. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        collect("", said.at("/requestBody" + JSON + "/schema"), fields);
        return fields;
    }

    private void collect(String object, JsonNode schema, List<Field> fields) {
        var resolved = resolved(schema);
        resolved.path("properties").propertyStream().forEach(property -> {
            var name = property.getKey();
            var type = property.getValue();
            boolean required = resolved.path("required")
                    .valueStream()
                    .anyMatch(needed -> needed.asString().equals(name));
            fields.add(new Field(object, name, resolved(type), required));
            if (type.has("items")) {
                collect(object + "/" + name + "/0", type.path("items"), fields);
            }
        });
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
