package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.testing.LedgerFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is foretold of a credit, and what the credit then decides. */
class ForecastIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    @Test
    void aForecastIsWhatTheCreditThenDecidesAndWritesNothing() {
        try (var fixture = LedgerFixture.of(2)) {
            var node = fixture.node();
            var payer = node.funded(HERE, 10_000);
            var payee = node.account(THERE);
            var closed = node.account(THERE);
            var credited = node.debited(payer, payee, 1);
            node.credit(credited);
            var open = node.debited(payer, payee, 2);
            var toClosed = node.debited(payer, closed, 3);
            var toNobody = node.debited(payer, new AccountId(payee.value() + 1024 * 1024), 4);
            var refused = node.debited(payer, closed, 5);
            node.ledger().accounts().close(closed);
            node.credit(refused);
            var group = List.of(credited, open, toClosed, toNobody, refused);
            var before = fixture.contents();

            var forecast = node.ledger().destination().forecast(THERE, group).stream()
                    .collect(Collectors.toMap(LegForecast::transferId, leg -> leg));

            assertThat(fixture.contents()).isEqualTo(before);
            assertThat(node.read(closed).status()).isEqualTo(AccountStatus.CLOSED);
            assertThat(stands(forecast, credited) && stands(forecast, refused)).isTrue();
            assertThat(stands(forecast, open) || stands(forecast, toClosed)).isFalse();
            assertThat(forecast.get(open.id()).outcome()).isEqualTo(LegOutcome.CREDITED);
            assertThat(forecast.get(toNobody.id()).reason()).contains(RejectionReason.DESTINATION_UNKNOWN);
            for (var leg : node.ledger().destination().credit(THERE, group)) {
                assertThat(forecast.get(leg.transferId()).outcome()).isEqualTo(leg.outcome());
                assertThat(forecast.get(leg.transferId()).reason()).isEqualTo(leg.reason());
            }
            node.settle(group);
            fixture.assertConserved();
        }
    }

    private static boolean stands(Map<?, LegForecast> forecast, Transfer transfer) {
        return forecast.get(transfer.id()).stands();
    }
}
