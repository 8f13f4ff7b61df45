package io.settlement.producer.web;

import io.settlement.ledger.shard.DatabaseTrouble;
import io.settlement.ledger.shard.ShardNotAnswering;
import io.settlement.money.InvalidMoney;
import io.settlement.producer.admission.RateLimited;
import io.settlement.producer.admission.ReadOnly;
import io.settlement.sharding.UnmappedSlot;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns what a request broke into a problem document. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> badInput(BadInput bad) {
        return Problems.answer(Problems.badInput(bad));
    }

    @ExceptionHandler({InvalidMoney.class, UnmappedSlot.class})
    ResponseEntity<Object> badValue(IllegalArgumentException bad) {
        return Problems.answer(Problems.of(ProblemReason.INVALID_REQUEST, bad.getMessage()));
    }

    /** The server itself throws this, at the first look at a query that it cannot decode. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException bad) {
        return Problems.answer(Problems.of(
                ProblemReason.INVALID_REQUEST, "the query cannot be decoded: percent signs go before two hex digits"));
    }

    @ExceptionHandler(ShardCrowded.class)
    ResponseEntity<Object> crowded() {
        return Problems.answer(Problems.unavailable());
    }

    @ExceptionHandler
    ResponseEntity<Object> incomplete(ShardNotAnswering missing) {
        log.warn("a list is not answered: {}", missing.toString());
        return Problems.answer(Problems.of(
                ProblemReason.SHARD_UNAVAILABLE,
                missing.getMessage() + ", and a list without its part would be wrong; ask again"));
    }

    @ExceptionHandler
    ResponseEntity<Object> rateLimited(RateLimited limited) {
        return Problems.answer(Problems.rateLimited(limited.rule()));
    }

    @ExceptionHandler
    ResponseEntity<Object> readOnly(ReadOnly mode) {
        return Problems.answer(Problems.of(ProblemReason.NOT_TAKEN, mode.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Object> trouble(RuntimeException thrown) {
        if (DatabaseTrouble.isPoison(thrown) || DatabaseTrouble.isUnexpected(thrown)) {
            log.error("a request failed", thrown);
            return Problems.answer(
                    Problems.of(ProblemReason.INTERNAL, "the request failed; nothing is known of its effect"));
        }
        log.warn("a request met a shard that does not answer: {}", thrown.toString());
        return Problems.answer(Problems.unavailable());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return Problems.answer(Problems.of(ProblemReason.INVALID_REQUEST, explain(unreadable.getCause())));
    }

    /** What the framework refuses by itself gets a reason too. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            Problems.named(problem, ProblemReason.ofStatus(status));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** Names the place, never repeats the input: it may hold what does not belong into a log. */
    private static String explain(Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "unknown field '" + unknown.getPropertyName() + "'";
        }
        if (cause instanceof JacksonException json) {
            return "the body is not the expected JSON" + where(json);
        }
        return "the body is missing or not JSON";
    }

    private static String where(JacksonException json) {
        var path = json.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .toList();
        return path.isEmpty() ? "" : " at " + String.join(".", path);
    }
}
