package io.settlement.bench.contender.settlement;

import io.settlement.bench.ledger.LedgerAccounts;
import io.settlement.ledger.AccountId;
import io.settlement.money.Money;
import java.nio.charset.StandardCharsets;

/** A transfer as the HTTP door reads it. Nothing in it needs escaping. */
final class TransferJson {

    private TransferJson() {}

    static byte[] single(AccountId source, AccountId destination, long amount) {
        return ("{" + fields(source, destination, amount)).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] inBulk(String key, AccountId source, AccountId destination, long amount) {
        return ("{\"idempotencyKey\":\"" + key + "\"," + fields(source, destination, amount))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String fields(AccountId source, AccountId destination, long amount) {
        return "\"sourceAccountId\":\"" + source + "\",\"destinationAccountId\":\"" + destination + "\",\"amount\":\""
                + Money.ofMinor(amount, LedgerAccounts.CURRENCY).toDecimal() + "\",\"currency\":\""
                + LedgerAccounts.CURRENCY + "\"}";
    }
}
