package io.settlement.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomTransfersTest {

    private static final GeneratorSettings USUAL = new GeneratorSettings(20_000, 5_000, 1);
    private final Plan plan = RandomTransfers.plan(USUAL);

    @Test
    void makesTheSamePlanOfTheSameSeed() {
        assertThat(RandomTransfers.plan(USUAL)).isEqualTo(plan);
    }

    @Test
    void makesTheSamePlanOnEveryMachine() {
        assertThat(plan.transfers().get(0))
                .hasToString("PlannedTransfer[key=t-0000000, source=4578, destination=4645, amount=90059 JPY,"
                        + " reference=load, expected=SETTLED]");
        assertThat(plan.outcomes()).containsEntry(Outcome.SETTLED, 18_792L);
    }

    @Test
    void makesAnotherPlanOfAnotherSeed() {
        assertThat(RandomTransfers.plan(new GeneratorSettings(20_000, 5_000, 2)).transfers())
                .isNotEqualTo(plan.transfers());
    }

    @Test
    void fundsEveryPayerForAllThatItWillEverPay() {
        var owed = new HashMap<Integer, Long>();
        for (var transfer : plan.transfers()) {
            if (!transfer.expected().equals(Outcome.rejected(RejectionReason.INSUFFICIENT_FUNDS))) {
                owed.merge(transfer.source(), transfer.amount().minorUnits(), Long::sum);
            }
        }
        owed.forEach(
                (payer, sum) -> assertThat(plan.accounts().get(payer).funding().minorUnits())
                        .as("payer %d", payer)
                        .isGreaterThanOrEqualTo(sum));
    }

    @Test
    void leavesThePayersMeantToFailWithNothingWhateverTheOrder() {
        var poor = new HashSet<Integer>();
        plan.transfers().stream()
                .filter(transfer -> transfer.expected().reason().equals(reason(RejectionReason.INSUFFICIENT_FUNDS)))
                .forEach(transfer -> poor.add(transfer.source()));
        assertThat(poor).isNotEmpty();
        assertThat(poor).allMatch(payer -> plan.accounts().get(payer).funding().minorUnits() == 0);
        assertThat(plan.transfers())
                .noneMatch(transfer -> poor.contains(transfer.destination()))
                .noneMatch(transfer ->
                        poor.contains(transfer.source()) && transfer.expected().isAccepted());
    }

    @Test
    void makesTransfersForEveryWayInWhichOneCanEnd() {
        assertThat(plan.outcomes().keySet())
                .containsExactly(
                        Outcome.SETTLED,
                        Outcome.reversed(RejectionReason.DESTINATION_UNKNOWN),
                        Outcome.reversed(RejectionReason.DESTINATION_CLOSED),
                        Outcome.reversed(RejectionReason.DESTINATION_FROZEN),
                        Outcome.reversed(RejectionReason.DESTINATION_CURRENCY_MISMATCH),
                        Outcome.rejected(RejectionReason.INSUFFICIENT_FUNDS),
                        Outcome.rejected(RejectionReason.SOURCE_FROZEN));
        assertThat(plan.outcomes().values()).allMatch(count -> count > 100);
    }

    @Test
    void preparesPayeesSoThatTheyMustRefuse() {
        var preparations = Map.of(
                RejectionReason.DESTINATION_CLOSED, Preparation.CLOSE,
                RejectionReason.DESTINATION_FROZEN, Preparation.FREEZE_CREDIT,
                RejectionReason.DESTINATION_UNKNOWN, Preparation.NEVER_OPENED,
                RejectionReason.DESTINATION_CURRENCY_MISMATCH, Preparation.NONE);
        for (var transfer : plan.transfers()) {
            var payee = plan.accounts().get(transfer.destination());
            var wanted = transfer.expected().status() == TransferStatus.REVERSED
                    ? preparations.get(transfer.expected().reason().orElseThrow())
                    : Preparation.NONE;
            assertThat(payee.preparation()).isEqualTo(wanted);
            assertThat(payee.currency().equals(transfer.amount().currency()))
                    .isEqualTo(!transfer.expected()
                            .reason()
                            .equals(reason(RejectionReason.DESTINATION_CURRENCY_MISMATCH)));
        }
    }

    @Test
    void paysInTheCurrencyOfThePayer() {
        assertThat(plan.transfers())
                .allMatch(transfer -> transfer.amount()
                        .currency()
                        .equals(plan.accounts().get(transfer.source()).currency()));
        assertThat(plan.currencies()).containsExactly(CurrencyCode.of("CNY"), CurrencyCode.of("JPY"));
    }

    @Test
    void predictsBalancesThatAddUpToTheDepositsInEachCurrency() {
        var balances = plan.finalBalances();
        for (var currency : plan.currencies()) {
            long deposited = 0;
            long left = 0;
            for (int position = 0; position < balances.length; position++) {
                var account = plan.accounts().get(position);
                assertThat(balances[position]).isNotNegative();
                deposited +=
                        account.currency().equals(currency) ? account.funding().minorUnits() : 0;
                left += account.currency().equals(currency) ? balances[position] : 0;
            }
            assertThat(left).as(currency.code()).isEqualTo(deposited);
        }
    }

    @Test
    void predictsEmptyAccountsWhereTheyMustBeClosed() {
        var balances = plan.finalBalances();
        assertThat(IntStream.range(0, balances.length)
                        .filter(position -> plan.accounts().get(position).preparation() == Preparation.CLOSE))
                .isNotEmpty()
                .allMatch(position -> balances[position] == 0);
    }

    @Test
    void skewsPayeesSoThatTheNthIsPaidOneNthAsOften() {
        var paid = new HashMap<Integer, Integer>();
        plan.transfers().stream()
                .filter(transfer -> transfer.expected().equals(Outcome.SETTLED))
                .forEach(transfer -> paid.merge(transfer.destination(), 1, Integer::sum));
        int first = paid.get(0);
        assertThat(first / (double) paid.get(1)).isBetween(1.8, 2.2);
        assertThat(first / (double) paid.get(9)).isBetween(8.5, 11.5);
        assertThat(first).isGreaterThan(USUAL.transfers() / 15);
    }

    @Test
    void choosesPayersEvenly() {
        var paying = new HashMap<Integer, Integer>();
        plan.transfers().stream()
                .filter(transfer -> transfer.expected().equals(Outcome.SETTLED))
                .forEach(transfer -> paying.merge(transfer.source(), 1, Integer::sum));
        assertThat(paying.values()).allMatch(count -> count < 25);
    }

    @Test
    void sendsEveryTransferOnceAndAFewAgainLater() {
        var seen = new HashMap<Integer, Integer>();
        plan.submissions().forEach(transfer -> seen.merge(transfer, 1, Integer::sum));
        assertThat(seen).hasSize(USUAL.transfers());
        assertThat(seen.values()).allMatch(times -> times <= 2);
        assertThat(plan.repeats()).isBetween(100, 300);
        assertThat(plan.submissions().stream().distinct().toList())
                .isEqualTo(IntStream.range(0, USUAL.transfers()).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 7", "10, 20, -3", "500, 21, 0", "1000, 200, 9223372036854775807"})
    void makesAPlanOfFewAccountsAndAnySeed(int transfers, int accounts, long seed) {
        var small = RandomTransfers.plan(new GeneratorSettings(transfers, accounts, seed));
        assertThat(small.transfers()).hasSize(transfers);
        assertThat(small.accounts().stream().filter(PlannedAccount::isOpened)).hasSize(accounts);
        assertThat(LongStream.of(small.finalBalances())).allMatch(balance -> balance >= 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 5000, --transfers", "2000001, 5000, --transfers", "1, 19, --accounts", "1, -1, --accounts"})
    void refusesSizesItCannotServeNamingTheOption(int transfers, int accounts, String option) {
        assertThatThrownBy(() -> new GeneratorSettings(transfers, accounts, 1))
                .isInstanceOf(WrongInput.class)
                .hasMessageStartingWith(option + " must be from ");
    }

    private static Optional<RejectionReason> reason(RejectionReason reason) {
        return Optional.of(reason);
    }
}
