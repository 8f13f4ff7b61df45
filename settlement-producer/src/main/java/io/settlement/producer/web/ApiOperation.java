package io.settlement.producer.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the API document says of one operation, in one place. Path, body and header come from the controller; this adds
 * what code cannot say of itself.
 *
 * @param name the method and the path, as the document has them
 * @param id the name that generated clients give the call
 * @param query names of the query parameters
 * @param request an example of the body, empty where there is none
 */
record ApiOperation(
        String name,
        String id,
        String tag,
        String summary,
        String description,
        List<String> query,
        String request,
        List<Answered> answers,
        List<ProblemReason> problems) {

    /**
     * An answer that is no problem document.
     *
     * @param body the type that is written
     * @param example the body as JSON
     * @param headers headers that this answer may carry
     */
    record Answered(int status, String meaning, Class<?> body, String example, List<String> headers) {

        Answered(int status, String meaning, Class<?> body, String example) {
            this(status, meaning, body, example, List.of());
        }

        Answered with(String header) {
            return new Answered(status, meaning, body, example, List.of(header));
        }
    }

    static ApiOperation of(String name, String id, String tag, String summary, String description) {
        return new ApiOperation(name, id, tag, summary, description.strip(), List.of(), "", List.of(), List.of());
    }

    ApiOperation asking(String... parameters) {
        return new ApiOperation(name, id, tag, summary, description, List.of(parameters), request, answers, problems);
    }

    ApiOperation sending(String example) {
        return new ApiOperation(name, id, tag, summary, description, query, example, answers, problems);
    }

    ApiOperation answering(Answered... given) {
        return new ApiOperation(name, id, tag, summary, description, query, request, List.of(given), problems);
    }

    /** The reasons of its own; those that every operation can have are added. */
    ApiOperation refusing(ProblemReason... reasons) {
        List<ProblemReason> all = new ArrayList<>(Arrays.asList(reasons));
        all.addAll(List.of(
                ProblemReason.INVALID_REQUEST,
                ProblemReason.UNAUTHENTICATED,
                ProblemReason.FORBIDDEN,
                ProblemReason.RATE_LIMITED,
                ProblemReason.SHARD_UNAVAILABLE,
                ProblemReason.KEYS_UNAVAILABLE,
                ProblemReason.INTERNAL));
        if (!name.startsWith("GET ")) {
            all.add(ProblemReason.NOT_TAKEN);
        }
        if (!request.isEmpty()) {
            all.addAll(List.of(ProblemReason.BODY_TOO_LARGE, ProblemReason.UNSUPPORTED_MEDIA_TYPE));
        }
        return new ApiOperation(name, id, tag, summary, description, query, request, answers, all);
    }
}
