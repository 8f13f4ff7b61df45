package io.settlement.producer.access;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.Ledger;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a caller may see an account or a transfer. No locks: neither ever changes its owner. A text that is no id is
 * let through, for the endpoint to say what is wrong with it.
 *
 * <p>A transfer is its payer's (a deposit its payee's): whether the payee may see it as well is known on another shard,
 * and while that one is away a stranger would be told apart from nobody. The payee has it in its statement.
 */
final class Ownership {

    private final Ledger ledger;

    Ownership(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param text null where the request names none */
    void requireAccount(Caller caller, String text) {
        if (isAsked(caller, text)) {
            parse(AccountId::parse, text)
                    .filter(id -> id.slot().isCustomers() && !isOwned(caller, id))
                    .ifPresent(id -> {
                        throw new AccessRefused.AccountUnseen();
                    });
        }
    }

    /** @param text null where the request names none */
    void requireTransfer(Caller caller, String text) {
        if (isAsked(caller, text)) {
            parse(TransferId::parse, text).filter(id -> !isOwned(caller, id)).ifPresent(id -> {
                throw new AccessRefused.TransferUnseen();
            });
        }
    }

    /** The operator sees everything, and costs no look. */
    private static boolean isAsked(Caller caller, String text) {
        return text != null && caller.owner().owner().isPresent();
    }

    private boolean isOwned(Caller caller, AccountId id) {
        return ledger.accounts()
                .find(id)
                .filter(account -> caller.owner().covers(account.owner()))
                .isPresent();
    }

    private boolean isOwned(Caller caller, TransferId id) {
        return ledger.source()
                .find(id)
                .filter(transfer -> isOwned(caller, transfer.instruction().keyAccount()))
                .isPresent();
    }

    private static <T> Optional<T> parse(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
