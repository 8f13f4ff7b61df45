package io.settlement.reconciliation;

import static io.settlement.reconciliation.Plant.Where.on;
import static io.settlement.reconciliation.Plant.hidden;
import static io.settlement.reconciliation.ShardBook.order;

import io.settlement.reconciliation.Plant.Where;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Defects between shards. Each shard's book is perfectly consistent with itself: it is written by the same code as a right
 * one, and only the story is wrong.
 */
final class LegPlants {

    private LegPlants() {}

    static Stream<Plant> all() {
        return Stream.of(missing(), twice(), outcomes(), contents()).flatMap(plants -> plants);
    }

    private static Stream<Plant> missing() {
        return Stream.of(
                hidden("SETTLED without any leg", BreakKind.LEG_MISSING, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250));
                    b.home.finish(moved, List.of());
                    return on(b.home, moved.get(0).subject());
                }),
                hidden("REVERSED by age, without a REFUSED leg", BreakKind.LEG_MISSING, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250));
                    b.home.finish(List.of(), moved);
                    return on(b.home, moved.get(0).subject());
                }),
                hidden("a forged message is credited", BreakKind.LEG_WITHOUT_TRANSFER, b -> {
                    b.away.credit(forged(b));
                    return on(b.away, forged(b).subject());
                }),
                hidden("a deposit is credited once more as a leg", BreakKind.LEG_WITHOUT_TRANSFER, b -> {
                    b.home.credit(b.deposit);
                    return on(b.home, b.deposit.subject());
                }),
                hidden("a forged message is credited, and all is at rest", BreakKind.DUE_NOT_ZERO, b -> {
                    b.away.credit(forged(b));
                    return new Where(Optional.empty(), "DUE of all shards");
                }));
    }

    private static Stream<Plant> twice() {
        return Stream.of(
                hidden("two consumers with different slot maps credit on two shards", BreakKind.LEG_TWICE, b -> {
                    b.home.openAs(b.carol, "SA", "CNY", 0);
                    b.home.credit(b.toCarol);
                    return on(b.away, b.toCarol.subject());
                }),
                hidden("two consumers with different slot maps credit and refuse", BreakKind.LEG_TWICE, b -> {
                    b.home.refuse(b.toCarol);
                    return on(b.away, b.toCarol.subject());
                }),
                hidden("a forced equal transfer id on two shards", BreakKind.TRANSFER_TWICE, b -> {
                    var other = b.away.reject(b.carol, b.dave, 5, "CNY");
                    b.home.pastTheChecks();
                    b.home.sql(
                            "UPDATE transfer SET transfer_id = %d WHERE transfer_id = %d", other.id(), b.rejected.id());
                    return on(b.away, other.subject());
                }));
    }

    private static Stream<Plant> outcomes() {
        return Stream.of(
                hidden("REVERSED although CREDITED", BreakKind.LEG_WRONG_OUTCOME, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250));
                    b.away.credit(moved.get(0));
                    b.home.finish(List.of(), moved);
                    return on(b.away, moved.get(0).subject());
                }),
                hidden("SETTLED although REFUSED", BreakKind.LEG_WRONG_OUTCOME, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250));
                    b.away.refuse(moved.get(0));
                    b.home.finish(moved, List.of());
                    return on(b.away, moved.get(0).subject());
                }),
                hidden("a REJECTED transfer is credited", BreakKind.LEG_WRONG_OUTCOME, b -> {
                    b.away.credit(b.rejected);
                    return on(b.away, b.rejected.subject());
                }));
    }

    private static Stream<Plant> contents() {
        return Stream.of(
                hidden("a leg of one cent more", BreakKind.LEG_WRONG_AMOUNT, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250));
                    b.away.credit(moved.get(0).of(251));
                    b.home.finish(moved, List.of());
                    return on(b.away, moved.get(0).subject());
                }),
                hidden("a leg in flight already of one cent less", BreakKind.LEG_WRONG_AMOUNT, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250)).get(0);
                    b.away.credit(moved.of(249));
                    return on(b.away, moved.subject());
                }),
                hidden("a leg for another payee", BreakKind.LEG_WRONG_PAYEE, b -> {
                    var moved = b.home.debit(order(b.alice, b.carol, 250));
                    b.away.credit(moved.get(0).to(b.dave));
                    b.home.finish(moved, List.of());
                    return on(b.away, moved.get(0).subject());
                }),
                hidden("a leg in dollars", BreakKind.LEG_WRONG_CURRENCY, b -> {
                    var moved = b.home.debit(order(b.alice, b.frank, 250));
                    b.away.credit(moved.get(0).in("USD"));
                    b.home.finish(moved, List.of());
                    return on(b.away, moved.get(0).subject());
                }));
    }

    private static Moved forged(Books b) {
        return new Moved(4711L * 1024 + 1, b.alice, b.carol, 250, "CNY", 0);
    }
}
