package io.settlement.client;

import io.settlement.client.Pages.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Transfers: one, many, what became of them. Thread-safe. */
public final class Transfers {

    private static final String TRANSFERS = "/v1/transfers";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int PAGE = 200;

    /** Below the producer's 1,000, so that the longest references stay below its 1 MiB. */
    private static final int BULK = 500;

    private final Tries tries;

    Transfers(Tries tries) {
        this.tries = tries;
    }

    private record TransferBody(
            String sourceAccountId, String destinationAccountId, String amount, String currency, String reference) {}

    private record TransferPage(List<Transfer> items, Optional<String> nextCursor) {
        private TransferPage {
            items = List.copyOf(items);
        }
    }

    /** @return the transfer, DEBITED or REJECTED; repeated, whatever has become of it */
    public Transfer send(TransferRequest request) {
        return tries.result(call(request), Transfer.class);
    }

    /**
     * Like {@link #send}, but the producer holds its answer back until the transfer has ended.
     *
     * @param wait whole seconds, 1 to 30; if that is too short, or the producer too busy, the transfer is still DEBITED
     */
    public Transfer send(TransferRequest request, Duration wait) {
        if (wait.toSeconds() < 1 || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("a producer waits for 1 to 30 seconds, not for " + wait);
        }
        return tries.result(call(request).heldFor(wait), Transfer.class);
    }

    static Call call(TransferRequest request) {
        var body = new TransferBody(
                request.sourceAccountId(),
                request.destinationAccountId(),
                request.amount().toPlainString(),
                request.currency(),
                request.reference());
        return Call.keyed(TRANSFERS, body, request.key(), lookUp(request.sourceAccountId(), request.key()));
    }

    /**
     * Sends any number, each repeated by its own key as long as it is not decided. Some may be debited and others not.
     *
     * @return one result for each, in the order sent
     */
    public List<BulkResult> sendAll(List<TransferRequest> requests) {
        List<BulkResult> results = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += BULK) {
            var part = requests.subList(from, Math.min(from + BULK, requests.size()));
            results.addAll(new Bulk(tries, part).send());
        }
        return results;
    }

    /** With every step and its time. */
    public Transfer get(String transferId) {
        return tries.result(Call.get(TRANSFERS + "/" + Query.escaped(transferId)), Transfer.class);
    }

    /**
     * What was sent under a key, for whoever got no answer. Empty promises nothing while the first request may still run: the
     * same request with the same key tells for certain.
     *
     * @param accountId the payer; of a deposit the payee
     */
    public Optional<Transfer> byKey(String accountId, IdempotencyKey key) {
        try {
            return Optional.of(tries.result(Call.get(byKeyPath(accountId, key)), Transfer.class));
        } catch (RequestRefused refused) {
            if (refused.problem()
                    .filter(problem -> problem.reason().equals("TRANSFER_UNKNOWN"))
                    .isPresent()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Newest first, page by page as it is read. */
    public Stream<Transfer> list(TransferQuery query) {
        return Pages.stream(cursor -> {
            var path = Query.of(TRANSFERS)
                    .with("accountId", query.accountId())
                    .with("direction", query.direction())
                    .with("status", query.status())
                    .with("reference", query.reference())
                    .with("since", query.since())
                    .with("until", query.until())
                    .with("limit", PAGE)
                    .with("cursor", cursor);
            var page = tries.result(Call.get(path.toString()), TransferPage.class);
            return new Page<>(page.items(), page.nextCursor());
        });
    }

    static String lookUp(String accountId, IdempotencyKey key) {
        return "GET " + byKeyPath(accountId, key);
    }

    private static String byKeyPath(String accountId, IdempotencyKey key) {
        return Query.of(TRANSFERS + "/by-key")
                .with("accountId", accountId)
                .with("idempotencyKey", key)
                .toString();
    }
}
