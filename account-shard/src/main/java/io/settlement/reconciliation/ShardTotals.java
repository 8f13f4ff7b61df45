package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.math.BigInteger;

/**
 * What one shard holds in one currency, all read in one snapshot. Money is in minor units, credit-positive, and unbounded:
 * broken books must be shown as they are.
 *
 * @param accounts the customers' accounts, SA and SP
 * @param transfers rows of kind TRANSFER, in all statuses; deposits and withdrawals count apart
 * @param postings lines of customers and internal accounts; the credits of payees are legs
 * @param legs credited and refused
 * @param debited how many transfers are in flight
 * @param sum all balances, internal ones included: zero
 * @param inFlight the sum of the DEBITED transfers, which CLEARING must equal
 */
public record ShardTotals(
        ShardId shard,
        String currency,
        long accounts,
        long transfers,
        long deposits,
        long withdrawals,
        long postings,
        long legs,
        long debited,
        long settled,
        long reversed,
        long rejected,
        BigInteger sum,
        BigInteger inFlight,
        BigInteger clearing,
        BigInteger due,
        BigInteger nostro) {}
