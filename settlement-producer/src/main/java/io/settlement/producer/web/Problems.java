package io.settlement.producer.web;

import io.settlement.producer.batching.LimitingRule;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** RFC 9457 problem documents. {@code reason} is for programs and never changes; {@code detail} is for people. */
final class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    static ProblemDetail of(ProblemReason reason, String detail) {
        return named(ProblemDetail.forStatusAndDetail(reason.status(), detail), reason);
    }

    static ProblemDetail of(ProblemReason reason, String detail, String field) {
        var problem = of(reason, detail);
        problem.setProperty("field", field);
        return problem;
    }

    /** Gives a problem that the framework made its reason. */
    static ProblemDetail named(ProblemDetail problem, ProblemReason reason) {
        problem.setType(reason.type());
        problem.setProperty("reason", reason.name());
        return problem;
    }

    static ProblemDetail badInput(BadInput bad) {
        return of(ProblemReason.INVALID_REQUEST, bad.getMessage(), bad.field());
    }

    static ProblemDetail queueFull() {
        return of(ProblemReason.QUEUE_FULL, "the shard's queue is full; this request was not taken");
    }

    static ProblemDetail unavailable() {
        return of(ProblemReason.SHARD_UNAVAILABLE, "the shard's database does not answer at present; ask again");
    }

    static ProblemDetail forbidden(String field, String detail) {
        return of(ProblemReason.FORBIDDEN, detail, field);
    }

    /** Also the answer for another owner's account, which must look the same. */
    static ProblemDetail accountUnknown() {
        return of(ProblemReason.ACCOUNT_UNKNOWN, "there is no account of this id");
    }

    /** Also the answer for another owner's transfer, which must look the same. */
    static ProblemDetail transferUnknown() {
        return of(ProblemReason.TRANSFER_UNKNOWN, "there is no transfer of this id");
    }

    static ProblemDetail rateLimited(LimitingRule rule) {
        var problem = of(
                ProblemReason.RATE_LIMITED,
                "not let in by the " + rule + "; this request was not taken, repeat it later");
        problem.setProperty("rule", rule.resource());
        problem.setProperty("ruleKind", rule.kind().word());
        return problem;
    }

    /** For where there is no framework yet to write a document. */
    static void write(HttpServletResponse response, ProblemReason reason, String detail) throws IOException {
        response.setStatus(reason.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (isForLater(reason.status().value())) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.getOutputStream()
                .write(text(reason, reason.status().value(), detail).getBytes(StandardCharsets.UTF_8));
    }

    /** @param detail words of our own, which need no escapes */
    static String text(ProblemReason reason, int status, String detail) {
        var known = HttpStatus.resolve(status);
        return "{\"type\":\"" + reason.type() + "\",\"title\":\""
                + (known == null ? "Error" : known.getReasonPhrase()) + "\",\"status\":" + status
                + ",\"detail\":\"" + detail + "\",\"reason\":\"" + reason + "\"}";
    }

    static ResponseEntity<Object> answer(ProblemDetail problem) {
        var response = ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (isForLater(problem.getStatus())) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.body(problem);
    }

    private static boolean isForLater(int status) {
        return status == 429 || status == 503;
    }
}
