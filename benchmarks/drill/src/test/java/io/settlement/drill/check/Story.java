package io.settlement.drill.check;

import io.settlement.drill.check.Facts.AccountFact;
import io.settlement.drill.check.Facts.Key;
import io.settlement.drill.check.Facts.LegFact;
import io.settlement.drill.check.Facts.TransferFact;
import io.settlement.drill.history.Answer;
import io.settlement.drill.history.Line;
import io.settlement.drill.history.Operation;
import io.settlement.drill.history.Operation.Span;
import io.settlement.drill.history.Payment;
import java.util.ArrayList;
import java.util.List;

/**
 * A small history with what stands afterwards, all as it should be: ann is given 1000, pays bob 300 (transfer 34), pays a
 * stranger 200 who does not exist (transfer 44, reversed) and cannot pay 9999 (transfer 54, rejected).
 */
final class Story {

    static final long ANN = 17;
    static final long BOB = 18;
    static final long STRANGER = 19;
    static final String DOOR = "http://127.0.0.1:1";

    final List<Operation> history = new ArrayList<>();
    final Facts facts = new Facts();
    private long now;

    Story() {
        history.add(new Operation.Opened(next(), ANN, 0));
        history.add(new Operation.Opened(next(), BOB, 0));
        tried(Payment.deposit("d", ANN, 1000, "CNY"), Answer.transfer(201, 24, "SETTLED", ""));
        tried(Payment.transfer("a", ANN, BOB, 300, "CNY"), Answer.transfer(202, 34, "DEBITED", ""));
        tried(Payment.transfer("b", ANN, STRANGER, 200, "CNY"), Answer.transfer(202, 44, "DEBITED", ""));
        tried(Payment.transfer("c", ANN, BOB, 9999, "CNY"), Answer.transfer(422, 54, "REJECTED", "INSUFFICIENT_FUNDS"));
        facts.add(transfer(24, "DEPOSIT", "SETTLED", "", new Key(ANN, "d"), 992, ANN, 1000));
        facts.add(transfer(34, "TRANSFER", "SETTLED", "", new Key(ANN, "a"), ANN, BOB, 300));
        facts.add(transfer(44, "TRANSFER", "REVERSED", "DESTINATION_UNKNOWN", new Key(ANN, "b"), ANN, STRANGER, 200));
        facts.add(transfer(54, "TRANSFER", "REJECTED", "INSUFFICIENT_FUNDS", new Key(ANN, "c"), ANN, BOB, 9999));
        facts.add(new LegFact(34, BOB, 300, "CNY", "CREDITED"));
        facts.add(new LegFact(44, STRANGER, 200, "CNY", "REFUSED"));
        facts.add(ANN, new Line(1, "DEPOSIT", 1000, 1000, 24));
        facts.add(ANN, new Line(2, "DEBIT", -300, 700, 34));
        facts.add(ANN, new Line(3, "DEBIT", -200, 500, 44));
        facts.add(ANN, new Line(4, "REVERSAL", 200, 700, 44));
        facts.add(BOB, new Line(1, "CREDIT", 300, 300, 34));
        facts.add(new AccountFact(ANN, "OPEN", 700, 0, 0, 4));
        facts.add(new AccountFact(BOB, "OPEN", 300, 0, 0, 1));
    }

    static TransferFact transfer(
            long id, String kind, String status, String reason, Key key, long source, long destination, long amount) {
        return new TransferFact(id, kind, status, reason, key, source, destination, amount, "CNY");
    }

    /** A span after all that was given out before, with time between them. */
    Span next() {
        now += 10;
        return new Span(now, now + 5);
    }

    void tried(Payment payment, Answer answer) {
        history.add(new Operation.Tried(next(), DOOR, payment, answer));
    }

    List<Finding> judge() {
        return Checker.judge(history, facts).findings().kept();
    }
}
