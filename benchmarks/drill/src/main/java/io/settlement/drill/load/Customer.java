package io.settlement.drill.load;

import io.settlement.drill.history.Answer;
import io.settlement.drill.history.Outcome;
import io.settlement.drill.history.Payment;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Pays, repeats keys, opens, freezes and closes, as its seed says; one thread. A key of which it was told nothing definite
 * it mostly repeats until it is, and sometimes gives up, as people do.
 */
final class Customer implements Load.Step {

    private static final int BULK = 20;
    private static final int MOST_REMEMBERED = 50;
    private static final int MOST_UNDECIDED = 500;
    private static final long LARGEST = 500_00;

    private final String name;
    private final Cast cast;
    private final Door door;
    private final Payments payments;
    private final Accounts accounts;
    private final Queue<Long> accepted;
    private final SplittableRandom random;
    private final Deque<Payment> decided = new ArrayDeque<>();
    private final Deque<Payment> undecided = new ArrayDeque<>();
    private OptionalLong side = OptionalLong.empty();
    private int number;

    /** @param accepted told of transfers to look at; if it is full, nobody looks */
    Customer(String name, Cast cast, Door door, Recorder recorder, Queue<Long> accepted, SplittableRandom random) {
        this.name = name;
        this.cast = cast;
        this.door = door;
        this.payments = new Payments(door, recorder);
        this.accounts = new Accounts(door, recorder);
        this.accepted = accepted;
        this.random = random;
    }

    @Override
    public void step() throws InterruptedException {
        var producer = door.any(random);
        int choice = random.nextInt(100);
        if (choice < 25 && !undecided.isEmpty()) {
            ask(producer, undecided.poll());
        } else if (choice < 70) {
            ask(producer, transfer());
        } else if (choice < 80) {
            bulk(producer);
        } else if (choice < 86 && !decided.isEmpty()) {
            payments.ask(producer, decided.peekFirst());
        } else if (choice < 88 && !decided.isEmpty()) {
            payments.ask(producer, withOtherAmount(decided.peekLast()));
        } else if (choice < 92) {
            ask(producer, Payment.deposit(key(), cast.anyRich(random), amount(), Amounts.CURRENCY));
        } else if (choice < 95) {
            ask(producer, Payment.withdrawal(key(), cast.anyRich(random), amount(), Amounts.CURRENCY));
        } else {
            sideAccount(producer);
        }
    }

    /** What it was told nothing definite about, asked once more; false if there is no more of it. */
    boolean settleOne() throws InterruptedException {
        var payment = undecided.poll();
        if (payment == null) {
            return false;
        }
        payments.ask(door.any(random), payment);
        return true;
    }

    /** Leaves one of them as it is; false if there is no more. */
    boolean leaveOne() {
        return undecided.poll() != null;
    }

    private void ask(URI producer, Payment payment) throws InterruptedException {
        note(payment, payments.ask(producer, payment));
    }

    private void bulk(URI producer) throws InterruptedException {
        List<Payment> bulk = new ArrayList<>();
        for (int i = 0; i < BULK; i++) {
            bulk.add(transfer());
        }
        if (random.nextInt(4) == 0) {
            bulk.set(BULK - 1, bulk.get(0));
        }
        var answers = payments.ask(producer, bulk);
        for (int i = 0; i < BULK; i++) {
            note(bulk.get(i), answers.get(i));
        }
    }

    private void note(Payment payment, Answer answer) {
        if (answer.outcome() == Outcome.OK) {
            decided.addLast(payment);
            if (decided.size() > MOST_REMEMBERED) {
                decided.removeFirst();
            }
            if (answer.isAccepted()) {
                accepted.offer(answer.transferId());
            }
        } else if (answer.code() / 100 != 4 && undecided.size() < MOST_UNDECIDED && random.nextInt(5) > 0) {
            undecided.addLast(payment);
        }
    }

    /** An account of its own that is opened, frozen, thawed, paid and closed again. */
    private void sideAccount(URI producer) throws InterruptedException {
        if (side.isEmpty()) {
            side = accounts.open(producer, name + "-" + number++, "SA", 0);
            return;
        }
        long account = side.getAsLong();
        switch (random.nextInt(5)) {
            case 0 -> accounts.freeze(producer, account, random.nextBoolean() ? "BOTH" : "CREDIT");
            case 1 -> accounts.unfreeze(producer, account);
            case 2 -> {
                if (accounts.close(producer, account)) {
                    side = OptionalLong.empty();
                }
            }
            case 3 -> ask(producer, transfer(account, cast.anyRich(random)));
            default -> ask(producer, transfer(cast.anyRich(random), account));
        }
    }

    private Payment transfer() {
        long payer = cast.payer(random);
        return transfer(payer, cast.payee(payer, random));
    }

    private Payment transfer(long payer, long payee) {
        return Payment.transfer(key(), payer, payee, amount(), Amounts.CURRENCY);
    }

    private static Payment withOtherAmount(Payment payment) {
        return new Payment(
                payment.kind(),
                payment.keyAccount(),
                payment.key(),
                payment.source(),
                payment.destination(),
                payment.amount() + 1,
                payment.currency());
    }

    private String key() {
        return name + "-" + number++;
    }

    private long amount() {
        return 1 + random.nextLong(LARGEST);
    }
}
