package io.settlement.producer.web;

import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.TransferQuery.Direction;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.TransferLists;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What GET /v1/transfers asks for. */
record TransferListRequest(TransferQuery query, Optional<Long> from, int limit) {

    private static final Set<String> PARAMETERS =
            Set.of("accountId", "direction", "status", "since", "until", "reference", "cursor", "limit");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static TransferListRequest of(Map<String, List<String>> given) {
        var parameters = new QueryParameters(given, PARAMETERS);
        var query = new TransferQuery(
                Fields.customerAccount("accountId", parameters.required("accountId")),
                parameters.oneOf("direction", Direction.class).orElse(Direction.OUTGOING),
                parameters.oneOf("status", TransferStatus.class),
                parameters.text("reference").map(TransferListRequest::reference),
                instant(parameters, "since"),
                instant(parameters, "until"));
        requirePossible(query);
        return new TransferListRequest(
                query,
                parameters.text("cursor").map(text -> Cursor.read(text, question(query), 1)[0]),
                parameters.limit(TransferLists.MOST_PER_PAGE));
    }

    static String cursorAt(long place, TransferQuery query) {
        return Cursor.of(question(query), place);
    }

    private static String question(TransferQuery query) {
        return "transfers " + query;
    }

    /** Times are compared with those in ids, which know these years only. */
    private static Optional<Instant> instant(QueryParameters parameters, String name) {
        var instant = parameters.instant(name);
        if (instant.filter(time -> time.isBefore(EARLIEST) || time.isAfter(LATEST))
                .isPresent()) {
            throw new BadInput(name, name + " must lie in the years 2000 to 9999");
        }
        return instant;
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
