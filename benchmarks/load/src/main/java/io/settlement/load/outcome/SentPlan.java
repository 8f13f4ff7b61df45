package io.settlement.load.outcome;

import io.settlement.ledger.AccountId;
import io.settlement.load.door.Answers;
import io.settlement.load.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan that was sent: which ids its accounts got, and what the door answered.
 *
 * @param accounts by position in the plan
 */
public record SentPlan(Plan plan, List<AccountId> accounts, Answers answers) {

    public SentPlan {
        accounts = List.copyOf(accounts);
    }

    Map<Long, Integer> positionsOfTransfers() {
        var positions = new HashMap<Long, Integer>();
        for (int position = 0; position < plan.transfers().size(); position++) {
            int own = position;
            answers.first(position).ifPresent(first -> positions.put(first.transferId(), own));
        }
        return positions;
    }

    Map<Long, Integer> positionsOfAccounts() {
        var positions = new HashMap<Long, Integer>();
        for (int position = 0; position < accounts.size(); position++) {
            positions.put(accounts.get(position).value(), position);
        }
        return positions;
    }

    /** Microseconds since the epoch at which the first transfer was sent, 0 if none was. */
    long firstSubmission() {
        long first = Long.MAX_VALUE;
        for (int position = 0; position < plan.transfers().size(); position++) {
            long submitted = answers.submittedAt(position);
            first = submitted == 0 ? first : Math.min(first, submitted);
        }
        return first == Long.MAX_VALUE ? 0 : first;
    }
}
