package io.settlement.ledger;

import io.settlement.money.Money;

/** An account's balance after one line of its statement; sequence 0 stands before the first line, at zero. */
public record BalanceAfter(long sequence, Money balance) {}
