package io.settlement.reconciliation;

import static io.settlement.reconciliation.ShardBook.order;

import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A balanced book over two shards in which everything has happened once: deposits, a withdrawal, transfers across shards
 * and within one, settled, reversed, rejected, in two currencies, and a fence. Nothing is in flight.
 */
final class Books {

    private final AtomicLong numbers = new AtomicLong(1_000_000);
    final ShardBook home;
    final ShardBook away;

    final long alice;
    final long bob;
    final long carol;
    final long dave;
    final long erin;
    final long frank;
    final long nobody;

    final Moved toCarol;
    final Moved toDave;
    final Moved reversed;
    final Moved rejected;
    final Moved deposit;
    final long creditTxn;
    final long finishTxn;
    final long laterCreditTxn;
    final long laterFinishTxn;
    final Moved within;

    Books(TestDatabase database) throws SQLException {
        home = new ShardBook(new ShardId(0), database.writer(0), numbers).initialise("CNY", "USD");
        away = new ShardBook(new ShardId(1), database.writer(1), numbers).initialise("CNY", "USD");
        alice = home.open(1, "SA", "CNY", 0);
        bob = home.open(2, "SP", "CNY", 50_000);
        erin = home.open(3, "SA", "USD", 0);
        carol = away.open(501, "SA", "CNY", 0);
        dave = away.open(502, "SP", "CNY", 0);
        frank = away.open(503, "SA", "USD", 0);
        nobody = numbers.incrementAndGet() * 1024 + 504;

        deposit = home.deposit(alice, 100_000, "CNY");
        home.deposit(erin, 9_000, "USD");
        away.deposit(carol, 70_000, "CNY");
        away.withdraw(carol, 5_000, "CNY");
        rejected = home.reject(alice, carol, 999_999, "CNY");
        home.fence();

        var batch = home.debit(order(alice, carol, 1_000), order(alice, dave, 2_000), order(bob, nobody, 700));
        toCarol = batch.get(0);
        toDave = batch.get(1);
        reversed = batch.get(2);
        creditTxn = away.credit(toCarol, toDave);
        away.refuse(reversed);
        finishTxn = home.finish(List.of(toCarol, toDave), List.of(reversed));

        within = home.debit(order(bob, alice, 500)).get(0);
        home.credit(within);
        laterFinishTxn = home.finish(List.of(within), List.of());
        var dollars = home.debit(order(erin, frank, 900).in("USD")).get(0);
        laterCreditTxn = away.credit(dollars);
        home.finish(List.of(dollars), List.of());
        settle(away, home, order(carol, bob, 800));
    }

    /** Three transfers that are debited, of which one is credited and one refused, none finished. */
    List<Moved> leaveOpen() throws SQLException {
        var open = home.debit(order(alice, carol, 300), order(alice, dave, 400), order(alice, nobody, 450));
        away.credit(open.get(1));
        away.refuse(open.get(2));
        return open;
    }

    Moved settle(ShardBook from, ShardBook to, Moved asked) throws SQLException {
        var moved = from.debit(asked).get(0);
        to.credit(moved);
        from.finish(List.of(moved), List.of());
        return moved;
    }
}
