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

    static ProblemDetail forbidden(String field, String detail) {
        return of(HttpStatus.FORBIDDEN, "FORBIDDEN", detail, field);
    }

    /** Also the answer for another owner's account, which must look the same. */
    static ProblemDetail accountUnknown() {
        return of(HttpStatus.NOT_FOUND, "ACCOUNT_UNKNOWN", "there is no account of this id");
    }

    /** Also the answer for another owner's transfer, which must look the same. */
    static ProblemDetail transferUnknown() {
        return of(HttpStatus.NOT_FOUND, "TRANSFER_UNKNOWN", "there is no transfer of this id");
    }

    static ResponseEntity<Object> answer(ProblemDetail problem) {
        var response = ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == 429 || problem.getStatus() == 503) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.body(problem);
    }
}
