package io.settlement.load.plan;

import io.settlement.ledger.AccountType;
import io.settlement.ledger.RejectionReason;
import io.settlement.money.Money;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Makes one month's batch of a file of standing orders. Most payers get exactly what their orders add up to, so they end
 * at zero; the others, chosen by the seed, get nothing, so every order of theirs must be rejected.
 */
public final class StandingOrders {

    private static final double FUNDED_SHARE = 0.95;

    private final List<StandingOrder> orders;
    private final boolean perBank;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Map<Integer, Long> owed = new LinkedHashMap<>();
    private final Set<Integer> poor = new HashSet<>();

    private StandingOrders(List<StandingOrder> orders, boolean perBank) {
        this.orders = orders;
        this.perBank = perBank;
    }

    /**
     * @param perBank one payee account per bank instead of one per account at a bank
     * @throws WrongInput if the file cannot be used, before anything is sent
     */
    public static Plan plan(Path file, boolean perBank, long seed) {
        return new StandingOrders(StandingOrderFile.read(file), perBank).plan(file, seed);
    }

    private Plan plan(Path file, long seed) {
        try {
            addUpWhatEachPayerOwes();
        } catch (ArithmeticException overflow) {
            throw new WrongInput("--orders " + file + ": the amounts add up to more than a ledger can hold", overflow);
        }
        int payers = owed.size();
        choosePoor(seed);
        orders.forEach(order -> positionOf(payee(order)));
        var transfers = orders.stream().map(this::transfer).toList();
        var title = Wording.of(
                "%,d standing orders of %s, %,d payers, %,d payee accounts, seed %d",
                orders.size(), file.getFileName(), payers, positions.size() - payers, seed);
        var inFileOrder = IntStream.range(0, orders.size()).boxed().toList();
        return new Plan(title, accounts(payers), transfers, inFileOrder, banks());
    }

    private void addUpWhatEachPayerOwes() {
        long total = 0;
        for (var order : orders) {
            long amount = order.amount().minorUnits();
            total = Math.addExact(total, amount);
            owed.merge(positionOf(payer(order)), amount, Math::addExact);
        }
        if (owed.values().stream().anyMatch(sum -> sum > Money.MAX_ITEM)) {
            throw new ArithmeticException("the orders of one payer add up to more than one deposit can carry");
        }
    }

    private void choosePoor(long seed) {
        var random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        owed.keySet().stream()
                .filter(payer -> random.nextDouble() >= FUNDED_SHARE)
                .forEach(poor::add);
    }

    private PlannedTransfer transfer(StandingOrder order) {
        int source = positionOf(payer(order));
        var expected = poor.contains(source) ? Outcome.rejected(RejectionReason.INSUFFICIENT_FUNDS) : Outcome.SETTLED;
        var reference = order.kind().isEmpty() ? "standing order" : "standing order " + order.kind();
        return new PlannedTransfer(order.id(), source, positionOf(payee(order)), order.amount(), reference, expected);
    }

    private List<PlannedAccount> accounts(int payers) {
        var accounts = new ArrayList<PlannedAccount>(positions.size());
        positions.forEach((owner, position) -> {
            long funding = poor.contains(position) ? 0 : owed.getOrDefault(position, 0L);
            var type = position < payers ? AccountType.SA : AccountType.SP;
            accounts.add(
                    new PlannedAccount(owner, type, Money.ofMinor(funding, StandingOrder.CURRENCY), Preparation.NONE));
        });
        return accounts;
    }

    /** The file's own sums, added up from its lines and from nothing else. */
    private List<PayeeGroup> banks() {
        var byBank = new TreeMap<String, List<StandingOrder>>();
        orders.forEach(order ->
                byBank.computeIfAbsent(order.bank(), bank -> new ArrayList<>()).add(order));
        var groups = new ArrayList<PayeeGroup>();
        byBank.forEach((bank, own) -> {
            var payees = new HashSet<Integer>();
            own.forEach(order -> payees.add(positionOf(payee(order))));
            var total =
                    own.stream().map(StandingOrder::amount).reduce(Money::plus).orElseThrow();
            groups.add(new PayeeGroup("bank " + bank, payees, own.size(), total));
        });
        return groups;
    }

    private int positionOf(String owner) {
        return positions.computeIfAbsent(owner, first -> positions.size());
    }

    private static String payer(StandingOrder order) {
        return "payer-" + order.payer();
    }

    private String payee(StandingOrder order) {
        return perBank ? "bank-" + order.bank() : "bank-" + order.bank() + "-" + order.payee();
    }
}
