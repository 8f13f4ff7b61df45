package io.settlement.load.plan;

import io.settlement.ledger.RejectionReason;
import io.settlement.money.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The seeded generator: payers uniform, payees skewed as in real life (the n-th most popular one is paid 1/n as often as
 * the first), and one transfer in a hundred for each way in which a transfer can fail. Used once, by one thread.
 */
public final class RandomTransfers {

    static final double SKEW = 1.0;

    private static final long LARGEST_AMOUNT = 100_000;
    private static final long POCKET_MONEY = 10_000;
    private static final int HUNDRED = 100;
    private static final int FOREIGN_PERCENT = 5;
    /** A repeat follows its first submission within this many others: in the same bulk, in flight, or long answered. */
    private static final int REPEAT_WITHIN = 4_000;

    private final GeneratorSettings settings;
    private final UniformRandomProvider random;
    private final Cast cast;
    private final DiscreteSampler popularPayee;
    private final DiscreteSampler popularForeigner;
    private final long[] funding;

    private RandomTransfers(GeneratorSettings settings) {
        this.settings = settings;
        this.random = RandomSource.XO_RO_SHI_RO_128_PP.create(settings.seed());
        this.cast = Cast.of(settings.accounts());
        this.popularPayee =
                RejectionInversionZipfSampler.of(random, cast.payers().size(), SKEW);
        this.popularForeigner =
                RejectionInversionZipfSampler.of(random, cast.foreigners().size(), SKEW);
        this.funding = new long[cast.size()];
    }

    public static Plan plan(GeneratorSettings settings) {
        return new RandomTransfers(settings).plan();
    }

    private Plan plan() {
        giveEveryPayerPocketMoney();
        var transfers = new ArrayList<PlannedTransfer>(settings.transfers());
        for (int number = 0; number < settings.transfers(); number++) {
            transfers.add(transfer(number));
        }
        var title = Wording.of(
                "%,d transfers over %,d accounts, seed %d", settings.transfers(), settings.accounts(), settings.seed());
        return new Plan(title, cast.accounts(funding), transfers, submissions(), List.of());
    }

    /** So that no balance ends at zero and a payer without transfers is still an account that holds something. */
    private void giveEveryPayerPocketMoney() {
        for (int position = 0; position < cast.size(); position++) {
            if (cast.payers().contains(position) || cast.foreigners().contains(position)) {
                funding[position] = POCKET_MONEY;
            }
        }
    }

    private PlannedTransfer transfer(int number) {
        return switch (random.nextInt(HUNDRED)) {
            case 0 -> refusedPayer(number, cast.poor(), RejectionReason.INSUFFICIENT_FUNDS);
            case 1 -> refusedPayer(number, cast.frozenPayers(), RejectionReason.SOURCE_FROZEN);
            case 2 -> refusedPayee(number, cast.closed(), RejectionReason.DESTINATION_CLOSED);
            case 3 -> refusedPayee(number, cast.phantoms(), RejectionReason.DESTINATION_UNKNOWN);
            case 4 -> refusedPayee(number, cast.foreigners(), RejectionReason.DESTINATION_CURRENCY_MISMATCH);
            case 5 -> refusedPayee(number, cast.frozenPayees(), RejectionReason.DESTINATION_FROZEN);
            default -> settled(number);
        };
    }

    private PlannedTransfer refusedPayer(int number, Cast.Range payers, RejectionReason reason) {
        return transfer(number, anyOf(payers), popularPayee(), Outcome.rejected(reason));
    }

    private PlannedTransfer refusedPayee(int number, Cast.Range payees, RejectionReason reason) {
        return transfer(number, anyOf(cast.payers()), anyOf(payees), Outcome.reversed(reason));
    }

    private PlannedTransfer settled(int number) {
        boolean foreign = random.nextInt(HUNDRED) < FOREIGN_PERCENT;
        int source = anyOf(foreign ? cast.foreigners() : cast.payers());
        int destination;
        do {
            destination = foreign ? cast.foreigners().first() + popularForeigner.sample() - 1 : popularPayee();
        } while (destination == source);
        return transfer(number, source, destination, Outcome.SETTLED);
    }

    /** Whoever is meant to have money gets what this transfer takes, whether or not it comes back later. */
    private PlannedTransfer transfer(int number, int source, int destination, Outcome expected) {
        long amount = 1 + random.nextLong(LARGEST_AMOUNT);
        if (!cast.poor().contains(source)) {
            funding[source] = Math.addExact(funding[source], amount);
        }
        var money = Money.ofMinor(amount, cast.currencyOf(source));
        return new PlannedTransfer(Wording.of("t-%07d", number), source, destination, money, "load", expected);
    }

    private int anyOf(Cast.Range range) {
        return range.first() + random.nextInt(range.size());
    }

    private int popularPayee() {
        return cast.payers().first() + popularPayee.sample() - 1;
    }

    private List<Integer> submissions() {
        record Submission(long place, int transfer) {}
        var submissions = new ArrayList<Submission>();
        for (int number = 0; number < settings.transfers(); number++) {
            submissions.add(new Submission(number, number));
            if (random.nextInt(HUNDRED) == 0) {
                submissions.add(new Submission(number + 1L + random.nextInt(REPEAT_WITHIN), number));
            }
        }
        submissions.sort(Comparator.comparingLong(Submission::place));
        return submissions.stream().map(Submission::transfer).toList();
    }
}
