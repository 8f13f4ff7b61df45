package io.settlement.producer.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** RFC 9457 problem documents. {@code reason} is for programs and never changes; {@code detail} is for people. */
final class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    static ProblemDetail of(HttpStatusCode status, String reason, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(
                "urn:settlement:problem:" + reason.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("reason", reason);
        return problem;
    }

    static ProblemDetail of(HttpStatusCode status, String reason, String detail, String field) {
        var problem = of(status, reason, detail);
        problem.setProperty("field", field);
        return problem;
    }

    static ProblemDetail badInput(BadInput bad) {
        return of(HttpStatus.BAD_REQUEST, "INVALID_REQUEST", bad.getMessage(), bad.field());
    }

    static ProblemDetail unavailable() {
        return of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "SHARD_UNAVAILABLE",
                "the shard's database does not answer at present; ask again");
    }

    static ProblemDetail rateLimited(String resource) {
        var problem = of(
                HttpStatus.TOO_MANY_REQUESTS,
                "RATE_LIMITED",
                "the rate of '" + resource + "' is limited; nothing was taken, ask again later");
        problem.setProperty("resource", resource);
        return problem;
    }

    static ResponseEntity<Object> answer(ProblemDetail problem) {
        var response = ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == 429 || problem.getStatus() == 503) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.body(problem);
    }
}
