package io.settlement.bench.contender.bound;

/**
 * A line of posting, as the account stood when it was written.
 *
 * @param transfer null for an internal account's
 */
record Posting(long account, long sequence, String kind, long amount, long balanceAfter, Long transfer) {

    static Posting debit(Lines.Line payer, Item item) {
        payer.post(-item.amount());
        return new Posting(payer.account, payer.sequence, "DEBIT", -item.amount(), payer.balance, item.id());
    }

    static Posting internal(Lines.Line line, long amount) {
        line.post(amount);
        return new Posting(line.account, line.sequence, "INTERNAL", amount, line.balance, null);
    }
}
