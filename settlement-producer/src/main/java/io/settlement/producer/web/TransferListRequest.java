package io.settlement.producer.web;

import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.TransferQuery.Direction;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.TransferLists;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What GET /v1/transfers asks for. */
record TransferListRequest(TransferQuery query, Optional<Long> from, int limit) {

    static final Set<String> PARAMETERS =
            Set.of("accountId", "direction", "status", "since", "until", "reference", "cursor", "limit");

    private static final int USUAL_LIMIT = 50;

    static TransferListRequest of(Map<String, List<String>> given) {
        var parameters = new QueryParameters(given, PARAMETERS);
        var query = new TransferQuery(
                Fields.customerAccount("accountId", parameters.required("accountId")),
                parameters.oneOf("direction", Direction.class).orElse(Direction.OUTGOING),
                parameters.oneOf("status", TransferStatus.class),
                parameters.text("reference").map(TransferListRequest::reference),
                parameters.instant("since"),
                parameters.instant("until"));
        requirePossible(query);
        return new TransferListRequest(
                query,
                parameters.text("cursor").map(text -> Cursor.read(text, query)),
                parameters.number("limit", USUAL_LIMIT, TransferLists.MOST_PER_PAGE));
    }

    /** What did not reach the payee is its payer's to list. */
    private static void requirePossible(TransferQuery query) {
        boolean credited = query.status()
                .map(status -> status == TransferStatus.DEBITED || status == TransferStatus.SETTLED)
                .orElse(true);
        if (query.direction() == Direction.INCOMING && !credited) {
            throw new BadInput("status", "what was credited is SETTLED, or DEBITED for a moment; no other status is");
        }
    }

    private static String reference(String text) {
        if (text.codePointCount(0, text.length()) > TransferInstruction.LONGEST_REFERENCE) {
            throw new BadInput(
                    "reference", "reference is longer than " + TransferInstruction.LONGEST_REFERENCE + " characters");
        }
        return text;
    }
}
