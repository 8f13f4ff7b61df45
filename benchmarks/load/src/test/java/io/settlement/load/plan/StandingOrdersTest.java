package io.settlement.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.settlement.ledger.RejectionReason;
import io.settlement.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingOrdersTest {

    @TempDir
    private Path folder;

    @Test
    void opensOneAccountPerPayerAndPerPayeeAtABank() throws IOException {
        var plan = StandingOrders.plan(threeOrders(), false, 1);
        assertThat(plan.accounts())
                .extracting(PlannedAccount::owner, account -> account.funding().toString())
                .containsExactly(
                        tuple("payer-7", "3.00 CZK"),
                        tuple("payer-8", "0.80 CZK"),
                        tuple("bank-AB-11", "0.00 CZK"),
                        tuple("bank-CD-11", "0.00 CZK"));
        assertThat(plan.transfers()).extracting(PlannedTransfer::key).containsExactly("1", "2", "3");
        assertThat(plan.finalBalances()).containsExactly(0, 0, 180, 200);
    }

    @Test
    void opensOneAccountPerBankWhereAsked() throws IOException {
        var plan = StandingOrders.plan(threeOrders(), true, 1);
        assertThat(plan.accounts())
                .extracting(PlannedAccount::owner)
                .containsExactly("payer-7", "payer-8", "bank-AB", "bank-CD");
    }

    @Test
    void carriesTheSumsOfTheFileByBank() throws IOException {
        assertThat(StandingOrders.plan(threeOrders(), false, 1).groups())
                .extracting(
                        PayeeGroup::name,
                        PayeeGroup::orders,
                        group -> group.total().toString())
                .containsExactly(tuple("bank AB", 2, "1.80 CZK"), tuple("bank CD", 1, "2.00 CZK"));
    }

    @Test
    void paysAllOrNothingOfAPayer() throws IOException {
        var text = new StringBuilder(StandingOrder.HEADER).append('\n');
        for (int order = 0; order < 2_000; order++) {
            text.append("%d\t%d\tAB\t%d\t1.00\tHH\n".formatted(order, order / 2, order % 50));
        }
        var plan = StandingOrders.plan(file(text.toString()), false, 1);
        var byPayer = new HashMap<Integer, Outcome>();
        for (var transfer : plan.transfers()) {
            var before = byPayer.putIfAbsent(transfer.source(), transfer.expected());
            assertThat(before).isIn(null, transfer.expected());
        }
        assertThat(plan.outcomes().get(Outcome.SETTLED)).isBetween(1_850L, 1_950L);
        assertThat(plan.outcomes()).containsKey(Outcome.rejected(RejectionReason.INSUFFICIENT_FUNDS));
        assertThat(StandingOrders.plan(folder.resolve("orders.tsv"), false, 1)).isEqualTo(plan);
        assertThat(StandingOrders.plan(folder.resolve("orders.tsv"), false, 2)).isNotEqualTo(plan);
    }

    @Test
    void refusesAPayerWhoOwesMoreThanOneDepositCanCarry() throws IOException {
        var file =
                file(StandingOrder.HEADER + "\n1\t7\tAB\t1\t9000000000000.00\tHH\n2\t7\tAB\t2\t9000000000000.00\tHH\n");
        assertThatThrownBy(() -> StandingOrders.plan(file, false, 1))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("add up to more than");
    }

    @Test
    void plansTheRealFileOfABank() {
        var path = Path.of(System.getProperty("settlement.orders.file", "absent"));
        assumeTrue(Files.isReadable(path), "skipped: there is no file of real standing orders at " + path);
        var plan = StandingOrders.plan(path, false, 1);
        var perBank = StandingOrders.plan(path, true, 1);
        assertThat(plan.transfers()).hasSize(6_471);
        assertThat(plan.accounts()).hasSize(3_758 + 6_446);
        assertThat(perBank.accounts()).hasSize(3_758 + 13);
        assertThat(plan.groups()).hasSize(13);
        var ordered = plan.transfers().stream().map(PlannedTransfer::amount).reduce(Money::plus);
        assertThat(plan.groups().stream().map(PayeeGroup::total).reduce(Money::plus))
                .isEqualTo(ordered);
        assertThat(LongStream.of(plan.finalBalances()).sum())
                .isEqualTo(LongStream.of(perBank.finalBalances()).sum());
    }

    private Path threeOrders() throws IOException {
        return file(StandingOrder.HEADER + "\n1\t7\tAB\t11\t1.00\tHH\n2\t7\tCD\t11\t2.00\tLO\n3\t8\tAB\t11\t.80\t  \n");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("orders.tsv"), text);
    }
}
