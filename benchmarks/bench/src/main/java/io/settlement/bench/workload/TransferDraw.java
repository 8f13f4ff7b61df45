package io.settlement.bench.workload;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Draws the transfers of one client, for ever. Payer and payee always lie on different databases: moving money within one
 * is not the problem that is compared here. One thread.
 */
public final class TransferDraw {

    private static final int HOT = 0;
    private static final int REJECTED_IN = 20;
    private static final long LARGEST_AMOUNT = 1_000;
    private static final double ZIPF_EXPONENT = 1.0;

    private final Workload workload;
    private final Population population;
    private final UniformRandomProvider random;
    private final SharedStateDiscreteSampler popular;

    public TransferDraw(Workload workload, Population population, long seed) {
        this.workload = workload;
        this.population = population;
        this.random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        this.popular = RejectionInversionZipfSampler.of(random, population.funded(), ZIPF_EXPONENT);
    }

    public BenchTransfer next(long number) {
        long amount = 1 + random.nextLong(LARGEST_AMOUNT);
        int source =
                switch (workload) {
                    case UNIFORM, HOT_PAYEE -> anyFunded();
                    case ZIPF -> popular.sample() - 1;
                    case HOT_PAYER -> HOT;
                    case REJECTIONS -> random.nextInt(REJECTED_IN) == 0 ? anyPoor() : anyFunded();
                };
        int destination =
                switch (workload) {
                    case UNIFORM, HOT_PAYER, REJECTIONS -> anyFunded();
                    case ZIPF -> popular.sample() - 1;
                    case HOT_PAYEE -> HOT;
                };
        if (population.databaseOf(source) != population.databaseOf(destination)) {
            return new BenchTransfer(number, source, destination, amount);
        }
        return workload == Workload.HOT_PAYEE
                ? new BenchTransfer(number, onAnotherDatabase(source), destination, amount)
                : new BenchTransfer(number, source, onAnotherDatabase(destination), amount);
    }

    private int anyFunded() {
        return random.nextInt(population.funded());
    }

    private int anyPoor() {
        return random.nextInt(population.funded(), population.accounts());
    }

    /** A near neighbour, each other database equally often; popularity stays about what it was. */
    private int onAnotherDatabase(int position) {
        return (position + 1 + random.nextInt(population.databases() - 1)) % population.funded();
    }
}
