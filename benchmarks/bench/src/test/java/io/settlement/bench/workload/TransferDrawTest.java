package io.settlement.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferDrawTest {

    private static final Population POPULATION = new Population(1_000, 4);
    private static final int MANY = 20_000;

    @ParameterizedTest
    @EnumSource
    void everyTransferGoesFromOneDatabaseToAnother(Workload workload) {
        assertThat(draw(workload, 1)).allSatisfy(transfer -> {
            assertThat(POPULATION.databaseOf(transfer.source()))
                    .isNotEqualTo(POPULATION.databaseOf(transfer.destination()));
            assertThat(transfer.amount()).isBetween(1L, 1_000L);
        });
    }

    @ParameterizedTest
    @EnumSource
    void equalSeedsDrawEqualTransfersAndOthersDoNot(Workload workload) {
        assertThat(draw(workload, 7)).isEqualTo(draw(workload, 7)).isNotEqualTo(draw(workload, 8));
    }

    @ParameterizedTest
    @EnumSource(names = "REJECTIONS", mode = EnumSource.Mode.EXCLUDE)
    void nobodyWithoutMoneyPays(Workload workload) {
        assertThat(draw(workload, 1)).allMatch(transfer -> POPULATION.funding(transfer.source()) > 0);
    }

    @Test
    void onePayerInTwentyHasNothing() {
        assertThat(share(draw(Workload.REJECTIONS, 1), transfer -> POPULATION.funding(transfer.source()) == 0))
                .isCloseTo(0.05, within(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyPaysWhoHasNothing(Workload workload) {
        assertThat(draw(workload, 1)).allMatch(transfer -> POPULATION.funding(transfer.destination()) > 0);
    }

    @Test
    void hotAccountsAreOne() {
        assertThat(draw(Workload.HOT_PAYEE, 1)).allMatch(transfer -> transfer.destination() == 0);
        assertThat(draw(Workload.HOT_PAYER, 1)).allMatch(transfer -> transfer.source() == 0);
    }

    /** The harmonic number of 990 funded accounts is 7.475. */
    @Test
    void mostPopularPayerOfZipfPaysAboutItsShare() {
        assertThat(share(draw(Workload.ZIPF, 1), transfer -> transfer.source() == 0))
                .isCloseTo(1 / 7.475, within(0.01));
    }

    @Test
    void noPayerOfUniformIsPopular() {
        assertThat(share(draw(Workload.UNIFORM, 1), transfer -> transfer.source() == 0))
                .isLessThan(0.005);
    }

    @Test
    void accountsMustLieEvenlyOnTheDatabases() {
        assertThatThrownBy(() -> new Population(1_001, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Population(1_000, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAllHoldIsTheSumOfWhatEachHolds() {
        long sum = LongStream.range(0, POPULATION.accounts())
                .map(position -> POPULATION.funding((int) position))
                .sum();
        assertThat(POPULATION.total()).isEqualTo(sum);
    }

    private static List<BenchTransfer> draw(Workload workload, long seed) {
        var draw = new TransferDraw(workload, POPULATION, seed);
        return LongStream.range(0, MANY).mapToObj(draw::next).toList();
    }

    private static double share(List<BenchTransfer> transfers, Predicate<BenchTransfer> which) {
        return transfers.stream().filter(which).count() / (double) transfers.size();
    }
}
