package io.settlement.load.door;

import io.settlement.ledger.AccountId;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.PlannedTransfer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Renders a plan's submissions as bulks beforehand, so that sending costs no more than copying bytes. */
public final class Bulks {

    /** The most that the bulk door takes at once. */
    public static final int MOST_ITEMS = 1_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private Bulks() {}

    /** The JSON of one transfer, with the names that the door gives its fields. */
    private record Item(
            String idempotencyKey,
            String sourceAccountId,
            String destinationAccountId,
            String amount,
            String currency,
            String reference) {}

    /** @param accounts the ids that the plan's accounts have been given, by position */
    public static List<Bulk> render(Plan plan, List<AccountId> accounts) {
        var items = plan.transfers().stream()
                .map(transfer -> render(transfer, accounts))
                .toList();
        var bulks = new ArrayList<Bulk>();
        var submissions = plan.submissions();
        for (int from = 0; from < submissions.size(); from += MOST_ITEMS) {
            var own = submissions.subList(from, Math.min(from + MOST_ITEMS, submissions.size()));
            bulks.add(new Bulk(own.stream()
                    .map(transfer -> new Bulk.Item(
                            transfer, plan.transfers().get(transfer).key(), items.get(transfer)))
                    .toList()));
        }
        return bulks;
    }

    private static byte[] render(PlannedTransfer transfer, List<AccountId> accounts) {
        return JSON.writeValueAsBytes(new Item(
                transfer.key(),
                accounts.get(transfer.source()).toString(),
                accounts.get(transfer.destination()).toString(),
                transfer.amount().toDecimal(),
                transfer.amount().currency().code(),
                transfer.reference()));
    }
}
