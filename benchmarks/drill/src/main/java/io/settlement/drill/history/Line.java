package io.settlement.drill.history;

/**
 * One line of an account.
 *
 * @param kind DEBIT, CREDIT, DEPOSIT, WITHDRAWAL or REVERSAL
 * @param amount minor units, above zero where money came
 */
public record Line(long sequence, String kind, long amount, long balanceAfter, long transferId) {

    public Mark mark() {
        return new Mark(sequence, balanceAfter);
    }
}
