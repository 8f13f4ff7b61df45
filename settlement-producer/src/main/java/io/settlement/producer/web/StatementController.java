package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.BalanceAfter;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.Statements;
import io.settlement.producer.access.RequiresScope;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What stood and stands on an account: its lines, and its balance at an instant. */
@RestController
@RequestMapping(path = "/v1/accounts/{accountId}", produces = MediaType.APPLICATION_JSON_VALUE)
class StatementController {

    private final Statements statements;
    private final Clock clock;

    StatementController(Ledger ledger, Clock clock) {
        this.statements = ledger.statements();
        this.clock = clock;
    }

    /** An account's balance as the API shows it. */
    @Schema(name = "Balance")
    record BalanceView(String accountId, String currency, String balance, long sequence, String at) {

        static BalanceView of(AccountId account, BalanceAfter balance, Instant at) {
            return new BalanceView(
                    account.toString(),
                    balance.balance().currency().code(),
                    balance.balance().toDecimal(),
                    balance.sequence(),
                    at.toString());
        }
    }

    @GetMapping("/statement")
    @RequiresScope(Scope.READ)
    ResponseEntity<Object> statement(
            @PathVariable String accountId,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        var account = Fields.account(accountId);
        var request = StatementRequest.of(given);
        return statements
                .page(account, request.query(account), request.limit())
                .<ResponseEntity<Object>>map(
                        page -> ResponseEntity.ok(StatementView.of(account, page, request.cursorAfter(account, page))))
                .orElseGet(AccountAnswer::unknown);
    }

    /** Without an instant: the balance now, and when that was. */
    @GetMapping("/balance")
    @RequiresScope(Scope.READ)
    ResponseEntity<Object> balance(
            @PathVariable String accountId,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        var account = Fields.account(accountId);
        var asked = new QueryParameters(given, Set.of("at")).instant("at");
        var instant = asked.orElseGet(clock::instant);
        var balance = asked.isEmpty() ? statements.latest(account) : statements.balanceAt(account, instant);
        return balance.<ResponseEntity<Object>>map(found -> ResponseEntity.ok(BalanceView.of(account, found, instant)))
                .orElseGet(AccountAnswer::unknown);
    }
}
