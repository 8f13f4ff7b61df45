package io.settlement.drill.load;

import io.settlement.drill.history.Payment;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Opens and funds the cast before anything is struck; each request is repeated until it is answered. One use. */
final class Casting {

    private static final int RICH = 24;
    private static final long FUNDS = 1_000_000_00L;
    private static final long CREDIT = 10_000_00L;
    private static final long SECONDS_OF_PATIENCE = 120;

    private final Accounts accounts;
    private final Payments payments;
    private final Door door;
    private final RandomGenerator random;
    private final long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_OF_PATIENCE);

    Casting(Door door, Accounts accounts, Payments payments, RandomGenerator random) {
        this.door = door;
        this.accounts = accounts;
        this.payments = payments;
        this.random = random;
    }

    Cast open() throws InterruptedException {
        List<Long> rich = new ArrayList<>();
        for (int i = 0; i < RICH; i++) {
            long account = open("rich-" + i, "SA", 0);
            var funds = Payment.deposit("funds", account, FUNDS, Amounts.CURRENCY);
            until(producer -> payments.ask(producer, funds).isAccepted());
            rich.add(account);
        }
        var cast = new Cast(
                rich,
                open("poor", "SA", 0),
                open("merchant", "SP", CREDIT),
                open("frozen", "SA", 0),
                open("closed", "SA", 0));
        until(producer -> accounts.freeze(producer, cast.frozen(), "CREDIT"));
        until(producer -> accounts.close(producer, cast.closed()));
        return cast;
    }

    private long open(String owner, String type, long creditLimit) throws InterruptedException {
        var opened = new OptionalLong[1];
        until(producer -> {
            opened[0] = accounts.open(producer, owner, type, creditLimit);
            return opened[0].isPresent();
        });
        return opened[0].getAsLong();
    }

    private interface Try {
        boolean succeeds(URI producer) throws InterruptedException;
    }

    private void until(Try asked) throws InterruptedException {
        while (!asked.succeeds(door.any(random))) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("the accounts of the drill could not be opened in "
                        + SECONDS_OF_PATIENCE + " s; nothing was struck");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
