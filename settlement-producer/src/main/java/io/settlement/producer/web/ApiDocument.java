package io.settlement.producer.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.settlement.producer.batching.LimitingRule;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The OpenAPI document: springdoc reads paths, bodies and headers from the controllers, and what they cannot say is added
 * here from {@link AccountOperations}, {@link TransferOperations}, {@link OperateOperations}, {@link ApiFields},
 * {@link OperateFields} and {@link ProblemReason}.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "ProblemDetail";
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final Map<String, String> HEADERS = Map.of(
            "Preference-Applied", "The preference that was followed: wait=N.",
            "Retry-After", "Seconds after which a repetition makes sense.");

    /** All operations, in the order in which the document lists them. */
    static final List<ApiOperation> OPERATIONS = Stream.of(
                    AccountOperations.ALL, TransferOperations.ALL, OperateOperations.ALL)
            .flatMap(List::stream)
            .toList();

    @Bean
    OpenAPI frame() {
        return new OpenAPI()
                .info(new Info()
                        .title("Settlement backbone")
                        .version("1")
                        .description("""
                                Moves money between accounts. Amounts are decimal strings, ids are strings, times are UTC.
                                Problems are RFC 9457 documents; programs look at `reason`, never at `detail`. Unknown
                                fields and parameters are refused. NOT_ACCEPTED is definite of the key, NOT_TAKEN and a 429 of
                                this request alone; UNKNOWN is not: repeat with the same key to learn.""")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .tags(List.of(new Tag().name("Accounts"), new Tag().name("Transfers"), new Tag().name("Operate")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key.")));
    }

    @Bean
    OpenApiCustomizer words() {
        return ApiDocument::complete;
    }

    private static void complete(OpenAPI document) {
        for (var operation : OPERATIONS) {
            operation.answers().forEach(answer -> register(answer.body(), document));
        }
        document.getComponents().addSchemas(PROBLEM, problem());
        for (var reason : ProblemReason.values()) {
            document.getComponents().addExamples(reason.name(), new Example().value(example(reason)));
        }
        document.getComponents()
                .setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
        document.getComponents().getSchemas().forEach(ApiDocument::describeFields);
        describeOperations(document);
    }

    private static void register(Class<?> body, OpenAPI document) {
        ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(body).resolveAsRef(true))
                .referencedSchemas
                .forEach(document.getComponents()::addSchemas);
    }

    private static void describeFields(String schemaName, Schema<?> schema) {
        if (schema.getProperties() == null || schemaName.equals(PROBLEM)) {
            return;
        }
        schema.getProperties().forEach((name, field) -> ApiFields.describe(schemaName, name, field));
        schema.setRequired(schema.getProperties().keySet().stream()
                .filter(name -> !ApiFields.isOptional(schemaName, name))
                .toList());
        schema.setAdditionalProperties(null);
    }

    private static Schema<?> problem() {
        var schema = typed("object");
        schema.setDescription("RFC 9457 problem document. `reason` is for programs and never changes:\n\n"
                + Arrays.stream(ProblemReason.values())
                        .map(reason -> "- `" + reason + "` (" + reason.status().value() + "): " + reason.meaning())
                        .collect(Collectors.joining("\n")));
        schema.addProperty(
                "type", typed("string").description("A URN made of the reason.").format("uri"));
        schema.addProperty("title", typed("string").description("The name of the status."));
        schema.addProperty("status", typed("integer").description("The HTTP status."));
        schema.addProperty("detail", typed("string").description("What happened, for people. May change."));
        schema.addProperty(
                "instance",
                typed("string").description("The path of the request.").format("uri-reference"));
        Schema<Object> reason = typed("string");
        reason.setDescription("What happened, for programs.");
        reason.setEnum(Arrays.stream(ProblemReason.values())
                .map(value -> (Object) value.name())
                .toList());
        schema.addProperty("reason", reason);
        schema.addProperty("field", typed("string").description("The field, header or parameter that it is about."));
        schema.addProperty(
                "rule",
                typed("string").description("Of `RATE_LIMITED`: what the rule is for: an endpoint, a shard, payers."));
        schema.addProperty("ruleKind", ruleKind());
        schema.setRequired(List.of("type", "title", "status", "detail", "reason"));
        return schema;
    }

    private static Schema<Object> ruleKind() {
        var kind = typed("string");
        kind.setDescription("Of `RATE_LIMITED`: the kind of rule.");
        kind.setEnum(Arrays.stream(LimitingRule.Kind.values())
                .map(value -> (Object) value.word())
                .toList());
        return kind;
    }

    private static Schema<Object> typed(String type) {
        Schema<Object> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    /** Rebuilt in the order of the descriptions, so that the document does not depend on the order of scanning. */
    private static void describeOperations(OpenAPI document) {
        var found = document.getPaths();
        var paths = new Paths();
        OPERATIONS.forEach(described -> {
            var path = described.name().split(" ")[1];
            if (found.containsKey(path)) {
                paths.putIfAbsent(path, found.get(path));
                describe(paths.get(path), described);
            }
        });
        found.forEach(paths::putIfAbsent);
        document.setPaths(paths);
    }

    private static void describe(PathItem path, ApiOperation described) {
        var operation =
                path.readOperationsMap().get(HttpMethod.valueOf(described.name().split(" ")[0]));
        if (operation == null) {
            return;
        }
        operation
                .operationId(described.id())
                .tags(List.of(described.tag()))
                .summary(described.summary())
                .description(described.description().isEmpty() ? null : described.description())
                .responses(responses(described));
        describeParameters(operation, described);
        if (operation.getRequestBody() != null) {
            var media = operation.getRequestBody().getContent().get(JSON);
            media.setExample(read(described.request()));
        }
    }

    /** Query parameters are read from a map, strictly; the document knows them by the operation's description only. */
    private static void describeParameters(Operation operation, ApiOperation described) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(ApiDocument::describe);
        }
        described
                .query()
                .forEach(name -> operation.addParametersItem(describe(new Parameter()
                        .name(name)
                        .in("query")
                        .required(name.equals("accountId") || name.equals("idempotencyKey"))
                        .schema(typed("string")))));
    }

    private static Parameter describe(Parameter parameter) {
        parameter.setDescription(ApiFields.description(parameter.getName()).orElse(null));
        ApiFields.describe("", parameter.getName(), parameter.getSchema());
        parameter.getSchema().setDescription(null);
        if (parameter.getName().equals("Idempotency-Key")) {
            parameter.setRequired(true);
        }
        return parameter;
    }

    private static ApiResponses responses(ApiOperation described) {
        var byStatus = new TreeMap<Integer, ApiResponse>();
        described.answers().forEach(answer -> byStatus.put(answer.status(), response(answer)));
        described.problems().stream()
                .sorted()
                .collect(Collectors.groupingBy(reason -> reason.status().value(), TreeMap::new, Collectors.toList()))
                .forEach((status, reasons) ->
                        addProblems(byStatus.computeIfAbsent(status, none -> new ApiResponse()), status, reasons));
        var responses = new ApiResponses();
        byStatus.forEach((status, response) -> responses.addApiResponse(String.valueOf(status), response));
        return responses;
    }

    private static ApiResponse response(ApiOperation.Answered answer) {
        var response = new ApiResponse()
                .description(answer.meaning())
                .content(new Content()
                        .addMediaType(
                                JSON,
                                new MediaType().schema(reference(answer.body())).example(read(answer.example()))));
        answer.headers().forEach(header -> addHeader(response, header));
        return response;
    }

    private static Schema<?> reference(Class<?> body) {
        return ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(body).resolveAsRef(true))
                .schema;
    }

    private static void addProblems(ApiResponse response, int status, List<ProblemReason> reasons) {
        var meanings = reasons.stream()
                .map(reason -> "`" + reason + "`: " + reason.meaning())
                .collect(Collectors.joining("\n\n"));
        response.setDescription(
                response.getDescription() == null ? meanings : response.getDescription() + "\n\n" + meanings);
        var media = new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + PROBLEM));
        reasons.forEach(
                reason -> media.addExamples(reason.name(), new Example().$ref("#/components/examples/" + reason)));
        if (response.getContent() == null) {
            response.setContent(new Content());
        }
        response.getContent().addMediaType(PROBLEM_JSON, media);
        if (status == 429 || status == 503) {
            addHeader(response, "Retry-After");
        }
    }

    private static Map<String, Object> example(ProblemReason reason) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", reason.type().toString());
        example.put("title", reason.status().getReasonPhrase());
        example.put("status", reason.status().value());
        example.put("detail", reason.meaning());
        example.put("reason", reason.name());
        return example;
    }

    private static void addHeader(ApiResponse response, String name) {
        response.addHeaderObject(
                name, new Header().description(HEADERS.get(name)).schema(typed("string")));
    }

    private static Object read(String json) {
        try {
            return json.isEmpty() ? null : Json31.mapper().readValue(json, Object.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("an example of the API document is not JSON: " + json, wrong);
        }
    }
}
