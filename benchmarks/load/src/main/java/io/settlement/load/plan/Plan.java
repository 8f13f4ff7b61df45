package io.settlement.load.plan;

import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Accounts to open, transfers to send, and the order to send them in.
 *
 * @param title one line for the reader of the run
 * @param submissions positions of transfers in the order of sending; each transfer at least once, some again under the
 *     same key, which must change nothing
 * @param groups sums that the source of the plan gives for itself, empty where there is none
 */
public record Plan(
        String title,
        List<PlannedAccount> accounts,
        List<PlannedTransfer> transfers,
        List<Integer> submissions,
        List<PayeeGroup> groups) {

    public Plan {
        accounts = List.copyOf(accounts);
        transfers = List.copyOf(transfers);
        submissions = List.copyOf(submissions);
        groups = List.copyOf(groups);
        if (submissions.size() < transfers.size()) {
            throw new IllegalArgumentException("every transfer must be sent at least once");
        }
    }

    /** How many transfers must end how. */
    public Map<Outcome, Long> outcomes() {
        var counts = new TreeMap<Outcome, Long>();
        transfers.forEach(transfer -> counts.merge(transfer.expected(), 1L, Long::sum));
        return counts;
    }

    /** What each account must hold in minor units once every transfer has ended, by position. */
    public long[] finalBalances() {
        var balances = accounts.stream()
                .mapToLong(account -> account.funding().minorUnits())
                .toArray();
        for (var transfer : transfers) {
            if (transfer.expected().status() == TransferStatus.SETTLED) {
                long amount = transfer.amount().minorUnits();
                balances[transfer.source()] = Math.subtractExact(balances[transfer.source()], amount);
                balances[transfer.destination()] = Math.addExact(balances[transfer.destination()], amount);
            }
        }
        return balances;
    }

    public Set<CurrencyCode> currencies() {
        var currencies = new TreeSet<CurrencyCode>((a, b) -> a.code().compareTo(b.code()));
        accounts.forEach(account -> currencies.add(account.currency()));
        return currencies;
    }

    /** True if at least one transfer in the currency gets as far as the payee's shard. */
    public boolean movesMoneyIn(CurrencyCode currency) {
        return transfers.stream()
                .anyMatch(transfer -> transfer.expected().isAccepted()
                        && transfer.amount().currency().equals(currency));
    }

    public int repeats() {
        return submissions.size() - transfers.size();
    }
}
