package io.settlement.producer.access;

import io.settlement.access.ApiKey;
import io.settlement.access.Scope;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.ActingOwner;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who makes a request. A controller's method gets it as a parameter.
 *
 * @param keyId which key was used, for logs
 * @param owner in whose name; {@link ActingOwner#ANY} for the operator
 */
public record Caller(String keyId, ActingOwner owner, Set<Scope> scopes) {

    static final String ATTRIBUTE = Caller.class.getName();

    /** Everybody, where access is not checked. */
    static final Caller UNCHECKED = new Caller("unchecked", ActingOwner.ANY, EnumSet.allOf(Scope.class));

    /** Of a request that has passed the door; everything under {@code /v1} has. */
    public static Caller of(HttpServletRequest request) {
        return (Caller) request.getAttribute(ATTRIBUTE);
    }

    static Caller of(ApiKey key) {
        return new Caller(key.id(), key.owner(), key.scopes());
    }

    /** @throws AccessRefused.Forbidden where the key does not have the scope */
    public void require(Scope scope) {
        if (!scopes.contains(scope)) {
            throw new AccessRefused.Forbidden("scope", "the key does not have the scope " + scope.word());
        }
    }

    /** @throws AccessRefused.Forbidden where the key reaches one owner's accounts only: what is asked for shows everybody's money */
    public void requireOperator() {
        if (owner.owner().isPresent()) {
            throw new AccessRefused.Forbidden("owner", "the key is one owner's; this needs the operator's");
        }
    }

    /** @throws AccessRefused.Forbidden for another owner's account, and for a credit limit, which the bank gives */
    public void requireMayOpen(AccountOpening opening) {
        if (!owner.covers(opening.owner())) {
            throw new AccessRefused.Forbidden("owner", "the key opens accounts of its own owner only");
        }
        if (opening.creditLimit() > 0) {
            require(Scope.OPERATE);
        }
    }

    /**
     * Whose accounts a list shows: the caller's own, also where none is asked for; for the operator whoever is asked for.
     *
     * @param asked null where the request names no owner
     * @throws AccessRefused.Forbidden where another owner is asked for
     */
    public String listedOwner(String asked) {
        if (asked != null && !owner.covers(asked)) {
            throw new AccessRefused.Forbidden("owner", "the key lists accounts of its own owner only");
        }
        return owner.owner().orElse(asked);
    }
}
