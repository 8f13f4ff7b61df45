package io.settlement.reconciliation;

import static io.settlement.reconciliation.Plant.Where.on;
import static io.settlement.reconciliation.Plant.hidden;
import static io.settlement.reconciliation.Plant.open;
import static io.settlement.reconciliation.ShardBook.order;

import java.util.stream.Stream;

/** Defects of balances, statements and internal accounts within one shard. */
final class BookPlants {

    private BookPlants() {}

    static Stream<Plant> all() {
        return Stream.of(balances(), statements(), internals(), internalLines()).flatMap(plants -> plants);
    }

    private static Stream<Plant> balances() {
        return Stream.of(
                open("one cent on a balance", BreakKind.BALANCE_OFF, b -> {
                    add(b.home, b.alice, 1);
                    return on(b.home, "account " + b.alice);
                }),
                open("one cent on a balance", BreakKind.BALANCES_NOT_ZERO, b -> {
                    add(b.home, b.alice, 1);
                    return on(b.home, "all accounts");
                }),
                hidden("one cent from one balance to another", BreakKind.BALANCE_OFF, b -> {
                    add(b.home, b.alice, 1);
                    add(b.home, b.bob, -1);
                    return on(b.home, "account " + b.bob);
                }),
                hidden("a leg credited twice in the balance, and DUE with it", BreakKind.BALANCE_OFF, b -> {
                    add(b.away, b.carol, b.toCarol.amount());
                    add(b.away, b.away.internal("DUE", "CNY"), -b.toCarol.amount());
                    return on(b.away, "account " + b.carol);
                }),
                hidden("a line too many in the sequence", BreakKind.SEQUENCE_OFF, b -> {
                    b.home.sql("UPDATE account SET account_seq = account_seq + 1 WHERE account_id = %d", b.alice);
                    return on(b.home, "account " + b.alice);
                }),
                open("an account is gone", BreakKind.ACCOUNT_MISSING, b -> {
                    b.away.sql("DELETE FROM account WHERE account_id = %d", b.frank);
                    return on(b.away, "account " + b.frank);
                }),
                hidden("overdrawn", BreakKind.LIMIT_EXCEEDED, b -> {
                    b.home.pastTheChecks();
                    b.home.debit(order(b.alice, b.carol, 1_000_000));
                    return on(b.home, "account " + b.alice);
                }),
                hidden("overdrawn once, funded since", BreakKind.LIMIT_EXCEEDED, b -> {
                    b.home.pastTheChecks();
                    b.home.debit(order(b.alice, b.carol, 1_000_000));
                    b.home.deposit(b.alice, 2_000_000, "CNY");
                    return on(b.home, "account " + b.alice);
                }),
                hidden("closed with money", BreakKind.CLOSED_NOT_EMPTY, b -> {
                    b.home.pastTheChecks();
                    b.home.sql("UPDATE account SET status = 'CLOSED' WHERE account_id = %d", b.alice);
                    return on(b.home, "account " + b.alice);
                }),
                hidden("closed with an open transfer", BreakKind.CLOSED_NOT_EMPTY, b -> {
                    long gina = b.home.open(4, "SA", "CNY", 0);
                    b.home.deposit(gina, 60, "CNY");
                    b.home.debit(order(gina, b.carol, 60));
                    b.home.sql("UPDATE account SET status = 'CLOSED' WHERE account_id = %d", gina);
                    return on(b.home, "account " + gina);
                }));
    }

    private static Stream<Plant> statements() {
        return Stream.of(
                hidden("a posting's balance_after", BreakKind.STATEMENT_CHAIN, b -> {
                    b.home.sql(
                            "UPDATE posting SET balance_after = balance_after + 1 WHERE account_id = %d AND"
                                    + " account_seq = 2",
                            b.alice);
                    return on(b.home, "account " + b.alice);
                }),
                hidden("a wild balance_after", BreakKind.STATEMENT_CHAIN, b -> {
                    b.home.sql(
                            "UPDATE posting SET balance_after = %d WHERE account_id = %d AND account_seq = 1",
                            Long.MAX_VALUE, b.bob);
                    return on(b.home, "account " + b.bob);
                }),
                hidden("a leg's balance_after", BreakKind.STATEMENT_CHAIN, b -> {
                    b.away.sql(
                            "UPDATE credit_leg SET balance_after = balance_after - 1 WHERE transfer_id = %d",
                            b.toDave.id());
                    return on(b.away, "account " + b.dave);
                }),
                hidden("a number left out of a statement", BreakKind.STATEMENT_GAP, b -> {
                    b.away.sql(
                            "UPDATE credit_leg SET account_seq = account_seq + 1 WHERE transfer_id = %d",
                            b.toDave.id());
                    return on(b.away, "account " + b.dave);
                }),
                hidden("a posting and a leg under one number", BreakKind.STATEMENT_GAP, b -> {
                    b.away.sql("UPDATE credit_leg SET account_seq = 2 WHERE transfer_id = %d", b.toCarol.id());
                    return on(b.away, "account " + b.carol);
                }));
    }

    private static Stream<Plant> internals() {
        return Stream.of(
                hidden("CLEARING off, DUE makes up for it", BreakKind.CLEARING_OFF, b -> {
                    add(b.home, b.home.internal("CLEARING", "CNY"), 1);
                    add(b.home, b.home.internal("DUE", "CNY"), -1);
                    return on(b.home, "account " + b.home.internal("CLEARING", "CNY"));
                }),
                hidden(
                        "CLEARING off while transfers are open, a customer makes up for it",
                        BreakKind.CLEARING_OFF,
                        b -> {
                            b.leaveOpen();
                            add(b.home, b.home.internal("CLEARING", "CNY"), -300);
                            add(b.home, b.alice, 300);
                            return on(b.home, "account " + b.home.internal("CLEARING", "CNY"));
                        }),
                hidden("DUE off, NOSTRO makes up for it", BreakKind.DUE_OFF, b -> {
                    add(b.away, b.away.internal("DUE", "USD"), 1);
                    add(b.away, b.away.internal("NOSTRO", "USD"), -1);
                    return on(b.away, "account " + b.away.internal("DUE", "USD"));
                }),
                hidden("NOSTRO off, a customer makes up for it", BreakKind.NOSTRO_OFF, b -> {
                    add(b.away, b.away.internal("NOSTRO", "CNY"), -1);
                    add(b.away, b.carol, 1);
                    return on(b.away, "account " + b.away.internal("NOSTRO", "CNY"));
                }),
                hidden("a second CLEARING", BreakKind.INTERNAL_ACCOUNT_TWICE, b -> {
                    long second = b.home.open(b.home.shard().pinnedSlot().number(), "CLEARING", "CNY", 0);
                    return on(b.home, "account " + second);
                }));
    }

    private static Stream<Plant> internalLines() {
        return Stream.of(
                hidden(
                        "a transfer finished by another transaction than its CLEARING line",
                        BreakKind.INTERNAL_LINE_OFF,
                        b -> {
                            b.home.sql(
                                    "UPDATE transfer SET finish_txn = %d WHERE transfer_id = %d",
                                    b.laterFinishTxn, b.toCarol.id());
                            return on(b.home, "txn " + b.finishTxn);
                        }),
                hidden("a leg credited by another transaction than its DUE line", BreakKind.INTERNAL_LINE_OFF, b -> {
                    b.away.sql(
                            "UPDATE credit_leg SET txn_id = %d WHERE transfer_id = %d",
                            b.laterCreditTxn, b.toCarol.id());
                    return on(b.away, "txn " + b.creditTxn);
                }),
                hidden("two lines that cancel out on CLEARING", BreakKind.INTERNAL_LINE_TWICE, b -> {
                    var clearing = b.home.internal("CLEARING", "CNY");
                    b.home.line(clearing, 7, b.finishTxn).line(clearing, -7, b.finishTxn);
                    return on(b.home, "txn " + b.finishTxn);
                }),
                open("one cent on a line and all that follows from it", BreakKind.ENTRY_UNBALANCED, b -> {
                    b.away.sql(
                            "UPDATE credit_leg SET amount = amount + 1, balance_after = balance_after + 1"
                                    + " WHERE transfer_id = %d",
                            b.toDave.id());
                    add(b.away, b.dave, 1);
                    return on(b.away, "txn " + b.creditTxn);
                }),
                hidden("an internal line on a customer", BreakKind.POSTING_WRONG_KIND, b -> {
                    b.home.sql(
                            "UPDATE posting SET kind = 'INTERNAL', transfer_id = NULL WHERE account_id = %d AND"
                                    + " account_seq = 2",
                            b.alice);
                    return on(b.home, "account " + b.alice);
                }));
    }

    private static void add(ShardBook shard, long account, long amount) {
        shard.sql("UPDATE account SET balance = balance + %d WHERE account_id = %d", amount, account);
    }
}
