package io.settlement.drill.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.settlement.drill.check.Facts.Key;
import io.settlement.drill.history.Answer;
import io.settlement.drill.history.Line;
import io.settlement.drill.history.Mark;
import io.settlement.drill.history.Operation;
import io.settlement.drill.history.Outcome;
import io.settlement.drill.history.Payment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each way in which an answer or a read can be untrue, planted in a history that is otherwise in order. */
class CheckerTest {

    private static final Payment TO_BOB = Payment.transfer("a", Story.ANN, Story.BOB, 300, "CNY");
    private static final Payment NEW = Payment.transfer("n", Story.ANN, Story.BOB, 50, "CNY");

    private final Story story = new Story();

    @Test
    void findsNothingWhereAllIsInOrder() {
        story.history.add(new Operation.BalanceRead(story.next(), Story.ANN, new Mark(3, 500)));
        story.history.add(new Operation.TransferRead(story.next(), 44, "REVERSED"));
        story.tried(TO_BOB, Answer.transfer(202, 34, "SETTLED", ""));
        story.tried(Payment.transfer("a", Story.ANN, Story.BOB, 301, "CNY"), Answer.problem(409, "KEY_CONFLICT"));
        story.tried(NEW, Answer.problem(503, "NOT_ACCEPTED"));
        story.tried(NEW, Answer.none("timed out"));
        var judgement = Checker.judge(story.history, story.facts);
        assertThat(judgement.findings().lines()).isEmpty();
        assertThat(judgement.accepted()).isEqualTo(3);
        assertThat(judgement.unknown()).isEqualTo(1);
        assertThat(judgement.reads()).isEqualTo(2);
    }

    @Test
    void namesAnAcceptedTransferThatIsNotThere() {
        story.tried(NEW, Answer.transfer(202, 64, "DEBITED", ""));
        expect(FindingKind.LOST, "key n of account 17");
    }

    @Test
    void namesARejectionThatIsNotThere() {
        story.tried(NEW, Answer.transfer(422, 64, "REJECTED", "INSUFFICIENT_FUNDS"));
        expect(FindingKind.ANSWER_UNTRUE, "key n of account 17");
    }

    @Test
    void namesTwoTransfersForOneKey() {
        story.tried(TO_BOB, Answer.transfer(202, 35, "DEBITED", ""));
        expect(FindingKind.DOUBLED, "key a of account 17");
    }

    @Test
    void namesOtherContentThanWasAsked() {
        story.tried(Payment.transfer("a", Story.ANN, Story.BOB, 301, "CNY"), Answer.transfer(202, 34, "DEBITED", ""));
        expect(FindingKind.ANSWER_UNTRUE, "key a of account 17");
    }

    @Test
    void namesAConflictThatIsNone() {
        story.tried(TO_BOB, Answer.problem(409, "KEY_CONFLICT"));
        expect(FindingKind.ANSWER_UNTRUE, "key a of account 17");
    }

    @Test
    void namesARejectionOfWhatWasDebited() {
        story.tried(TO_BOB, Answer.transfer(422, 34, "REJECTED", "INSUFFICIENT_FUNDS"));
        expect(FindingKind.ANSWER_UNTRUE, "key a of account 17");
    }

    @Test
    void namesAnotherReasonThanTheStoredOne() {
        story.tried(
                Payment.transfer("c", Story.ANN, Story.BOB, 9999, "CNY"),
                Answer.transfer(422, 54, "REJECTED", "SOURCE_FROZEN"));
        expect(FindingKind.ANSWER_UNTRUE, "key c of account 17");
    }

    @Test
    void namesNotAcceptedOfWhatWasAcceptedBefore() {
        story.tried(TO_BOB, Answer.problem(503, "NOT_ACCEPTED"));
        expect(FindingKind.ANSWER_UNTRUE, "key a of account 17");
    }

    @Test
    void namesATransferOfWhichAllTriesWereToldThatNothingMoves() {
        storedButNotAnswered();
        story.tried(NEW, Answer.problem(503, "NOT_TAKEN"));
        story.tried(NEW, Answer.problem(503, "NOT_ACCEPTED"));
        expect(FindingKind.ANSWER_UNTRUE, "key n of account 17");
    }

    @Test
    void namesNotAcceptedWhileTheDoorStillHadAnUnknownTry() {
        storedButNotAnswered();
        story.tried(NEW, Answer.problem(503, "UNKNOWN"));
        story.tried(NEW, Answer.problem(503, "NOT_ACCEPTED"));
        expect(FindingKind.ANSWER_UNTRUE, "key n of account 17");
    }

    @Test
    void doesNotHoldANewProcessToWhatTheOldOneHadUnderWay() {
        storedButNotAnswered();
        story.tried(NEW, Answer.problem(503, "UNKNOWN"));
        story.history.add(new Operation.DoorStarted(story.next(), Story.DOOR));
        story.tried(NEW, Answer.problem(503, "NOT_ACCEPTED"));
        assertThat(story.judge()).isEmpty();
    }

    @Test
    void doesNotHoldADoorToWhatMayNotHaveReachedIt() {
        storedButNotAnswered();
        story.tried(NEW, Answer.none("timed out"));
        story.tried(NEW, Answer.problem(503, "NOT_ACCEPTED"));
        assertThat(story.judge()).isEmpty();
    }

    @Test
    void namesATransferThatNobodyAskedFor() {
        storedButNotAnswered();
        expect(FindingKind.UNASKED, "transfer 64");
    }

    @Test
    void namesAnEndThatWasAnsweredAndDoesNotStand() {
        story.history.add(new Operation.TransferRead(story.next(), 44, "SETTLED"));
        expect(FindingKind.ANSWER_UNTRUE, "transfer 44");
    }

    @Test
    void namesATransferThatGoesBack() {
        story.history.add(new Operation.TransferRead(story.next(), 34, "SETTLED"));
        story.history.add(new Operation.TransferRead(story.next(), 34, "DEBITED"));
        expect(FindingKind.READ_WENT_BACK, "state of transfer 34");
    }

    @Test
    void namesAnAcceptedTransferThatIsReadAsUnknown() {
        story.history.add(new Operation.TransferRead(story.next(), 34, ""));
        expect(FindingKind.READ_WENT_BACK, "state of transfer 34");
    }

    @Test
    void namesABalanceThatGoesBack() {
        story.history.add(new Operation.BalanceRead(story.next(), Story.ANN, new Mark(4, 700)));
        story.history.add(new Operation.BalanceRead(story.next(), Story.ANN, new Mark(3, 500)));
        expect(FindingKind.READ_WENT_BACK, "account 17");
    }

    @Test
    void namesABalanceWithoutADebitThatWasAnswered() {
        story.history.add(new Operation.BalanceRead(story.next(), Story.ANN, new Mark(1, 1000)));
        expect(FindingKind.READ_WENT_BACK, "account 17");
    }

    @Test
    void letsReadsAtTheSameTimeShowEitherState() {
        var first = story.next();
        story.history.add(new Operation.BalanceRead(first, Story.ANN, new Mark(4, 700)));
        story.history.add(new Operation.BalanceRead(
                new Operation.Span(first.start() + 1, first.end() + 1), Story.ANN, new Mark(3, 500)));
        assertThat(story.judge()).isEmpty();
    }

    @Test
    void namesABalanceThatNeverStood() {
        story.history.add(new Operation.BalanceRead(story.next(), Story.ANN, new Mark(3, 501)));
        expect(FindingKind.ANSWER_UNTRUE, "account 17");
    }

    @Test
    void namesAStatementWithAGap() {
        statement(new Mark(0, 0), List.of(line(1), line(3)), new Mark(3, 500));
        expect(FindingKind.STATEMENT_BROKEN, "statement of account 17");
    }

    @Test
    void namesAStatementWhoseClosingDoesNotFollow() {
        statement(new Mark(0, 0), List.of(line(1), line(2)), new Mark(3, 500));
        expect(FindingKind.STATEMENT_BROKEN, "statement of account 17");
    }

    @Test
    void namesAStatementLineThatIsNoneOfTheAccounts() {
        var forged = new Line(3, "DEBIT", -200, 500, 45);
        statement(new Mark(2, 700), List.of(forged), new Mark(3, 500));
        expect(FindingKind.ANSWER_UNTRUE, "account 17");
    }

    @Test
    void namesAClosedAccountThatIsOpen() {
        story.history.add(new Operation.Changed(story.next(), Story.BOB, "CLOSE", Outcome.OK, "CLOSED"));
        expect(FindingKind.ANSWER_UNTRUE, "account 18");
    }

    @Test
    void namesAnAccountThatIsGone() {
        story.history.add(new Operation.Opened(story.next(), 99, 0));
        expect(FindingKind.LOST, "account 99");
    }

    @Test
    void namesABreakThatTheProofFoundInTheMiddle() {
        story.history.add(new Operation.Proved(story.next(), List.of("BREAK CLEARING_OFF shard=0")));
        expect(FindingKind.PROOF_BROKEN, "the books");
    }

    @Test
    void acceptsRepeatedEventsAndNamesAMissingOne() {
        subscribe(line(1), line(2), line(1), line(2), line(3));
        expect(FindingKind.EVENT_MISSING, "one of account 17");
    }

    @Test
    void namesEventsThatNeverCame() {
        story.history.add(new Operation.Subscribed(story.next(), "one"));
        assertThat(story.judge())
                .filteredOn(finding -> finding.kind() == FindingKind.EVENT_MISSING)
                .hasSize(5);
    }

    @Test
    void namesEventsOutOfOrder() {
        subscribe(line(1), line(3), line(2), line(4));
        expect(FindingKind.EVENT_OUT_OF_ORDER, "one of account 17");
    }

    @Test
    void namesAnEventThatTellsOfAnotherBalance() {
        subscribe(line(1), line(2), line(3), new Line(4, "REVERSAL", 200, 701, 44));
        expect(FindingKind.ANSWER_UNTRUE, "one of account 17");
    }

    @Test
    void countsWhatItDoesNotKeep() {
        var findings = new Findings();
        for (int i = 0; i < 150; i++) {
            findings.add(FindingKind.LOST, "transfer " + i, "a row", "none");
        }
        assertThat(findings.count(FindingKind.Tally.LOST)).isEqualTo(150);
        assertThat(findings.lines()).hasSize(101).last().asString().contains("50 more");
    }

    private void expect(FindingKind kind, String subject) {
        assertThat(story.judge()).extracting(Finding::kind, Finding::subject).containsExactly(tuple(kind, subject));
    }

    /** What stands as if NEW had been stored. */
    private void storedButNotAnswered() {
        story.facts.add(Story.transfer(
                64, "TRANSFER", "REJECTED", "SOURCE_FROZEN", new Key(Story.ANN, "n"), Story.ANN, Story.BOB, 50));
    }

    private Line line(long sequence) {
        return story.facts.line(Story.ANN, sequence).orElseThrow();
    }

    private void statement(Mark opening, List<Line> lines, Mark closing) {
        story.history.add(new Operation.StatementRead(story.next(), Story.ANN, opening, lines, closing, true));
    }

    private void subscribe(Line... lines) {
        story.history.add(new Operation.Subscribed(story.next(), "one"));
        for (var line : lines) {
            story.history.add(new Operation.EventSeen(story.next(), "one", Story.ANN, line));
        }
        story.history.add(new Operation.EventSeen(
                story.next(), "one", Story.BOB, story.facts.line(Story.BOB, 1).orElseThrow()));
    }
}
