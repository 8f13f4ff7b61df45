package io.settlement.load.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.load.plan.Outcome;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.load.plan.PlannedTransfer;
import io.settlement.load.plan.Preparation;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulksTest {

    private static final CurrencyCode CNY = CurrencyCode.of("CNY");
    private static final List<AccountId> IDS = List.of(new AccountId(1025), new AccountId(2049));

    @Test
    void rendersATransferWithTheNamesOfTheDoor() {
        var body = Bulks.render(plan(1), IDS).get(0).body();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"transfers\":[{\"idempotencyKey\":\"k\",\"sourceAccountId\":\"1025\","
                        + "\"destinationAccountId\":\"2049\",\"amount\":\"0.80\",\"currency\":\"CNY\","
                        + "\"reference\":\"say \\\"hi\\\"\"}]}");
    }

    @Test
    void cutsSubmissionsIntoBulksThatTheDoorTakes() {
        assertThat(Bulks.render(plan(2_001), IDS))
                .extracting(bulk -> bulk.items().size())
                .containsExactly(1_000, 1_000, 1);
    }

    private static Plan plan(int times) {
        var account = new PlannedAccount("a", AccountType.SA, Money.ofMinor(0, CNY), Preparation.NONE);
        var transfer = new PlannedTransfer("k", 0, 1, Money.ofMinor(80, CNY), "say \"hi\"", Outcome.SETTLED);
        return new Plan("t", List.of(account, account), List.of(transfer), Collections.nCopies(times, 0), List.of());
    }
}
