package io.settlement.producer.web;

import io.settlement.producer.access.AccessRefused;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells who is turned away at the door so, before {@link ProblemAdvice} takes it for a failure. */
@RestControllerAdvice
@Order(0)
class AccessAdvice {

    @ExceptionHandler
    ResponseEntity<Object> refused(AccessRefused refused) {
        if (refused instanceof AccessRefused.Unauthenticated) {
            var problem = Problems.of(ProblemReason.UNAUTHENTICATED, refused.getMessage());
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        if (refused instanceof AccessRefused.Forbidden forbidden) {
            return Problems.answer(Problems.forbidden(forbidden.field(), forbidden.getMessage()));
        }
        if (refused instanceof AccessRefused.KeysUnavailable) {
            return Problems.answer(Problems.of(ProblemReason.KEYS_UNAVAILABLE, refused.getMessage()));
        }
        return Problems.answer(
                refused instanceof AccessRefused.AccountUnseen
                        ? Problems.accountUnknown()
                        : Problems.transferUnknown());
    }
}
