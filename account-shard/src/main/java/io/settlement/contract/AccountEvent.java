package io.settlement.contract;

import static io.settlement.contract.AccountBalanceChanged.require;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * One line on one customer's account.
 *
 * @param sequence numbers the account's lines from 1 without a gap
 * @param amount what the balance changed by: above zero where money came, below where it went
 * @param currency ISO 4217 code
 * @param balanceAfter the balance after this line; below zero within the limit of an SP account
 * @param transferId the transfer, deposit or withdrawal behind it
 */
public record AccountEvent(
        long accountId,
        AccountType accountType,
        long sequence,
        Kind kind,
        BigDecimal amount,
        String currency,
        BigDecimal balanceAfter,
        long transferId) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** Whose account it is: an ordinary one, or a merchant's or partner's. */
    public enum AccountType {
        SA,
        SP
    }

    /** Why the balance changed. */
    public enum Kind {
        /** A transfer took it. */
        DEBIT(false),
        /** A transfer brought it. */
        CREDIT(true),
        /** It entered from outside. */
        DEPOSIT(true),
        /** It left for the outside. */
        WITHDRAWAL(false),
        /** A transfer that was refused gave it back. */
        REVERSAL(true);

        private final boolean credits;

        Kind(boolean credits) {
            this.credits = credits;
        }
    }

    public AccountEvent {
        require(accountId > 0 && transferId > 0, "an id is not positive");
        require(sequence > 0 && sequence <= AccountBalanceChanged.MAX_NUMBER, "sequence is out of range");
        require(CURRENCY.matcher(currency).matches(), "currency is not three capital letters");
        require(amount.signum() == (kind.credits ? 1 : -1), "the sign of amount is not that of " + kind);
        require(amount.scale() == balanceAfter.scale(), "amount and balanceAfter have different decimals");
    }

    /** What a subscriber filters by. */
    public String tag() {
        return accountType + (kind.credits ? ".CREDITED" : ".DEBITED");
    }
}
