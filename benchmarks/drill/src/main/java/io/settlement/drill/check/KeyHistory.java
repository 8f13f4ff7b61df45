package io.settlement.drill.check;

import io.settlement.drill.check.Facts.TransferFact;
import io.settlement.drill.history.Operation.Tried;
import io.settlement.drill.history.Payment;
import java.util.ArrayList;
import java.util.List;

/** All tries of one key, and whether what stands under it agrees with every answer. */
final class KeyHistory {

    private final List<Tried> tries = new ArrayList<>(1);
    private final DoorLives doors;

    KeyHistory(DoorLives doors) {
        this.doors = doors;
    }

    void add(Tried tried) {
        tries.add(tried);
    }

    String subject() {
        var asked = tries.get(0).asked();
        return "key " + asked.key() + " of account " + asked.keyAccount();
    }

    /** Nothing stands under the key: then nothing may have been answered that says so. */
    void checkNothingStands(Findings findings) {
        for (var tried : tries) {
            if (tried.answer().isAccepted()) {
                findings.add(
                        FindingKind.LOST,
                        subject(),
                        "transfer " + tried.answer().transferId() + ", accepted",
                        "no row");
            } else if (tried.answer().isRejected() || tried.answer().code() == CONFLICT) {
                findings.add(FindingKind.ANSWER_UNTRUE, subject(), tried.answer(), "no row");
            }
        }
    }

    void check(TransferFact stands, Findings findings) {
        for (var tried : tries) {
            checkAnswer(tried, stands, findings);
        }
        if (tries.stream().noneMatch(tried -> mayHaveMade(tried, stands))) {
            findings.add(FindingKind.ANSWER_UNTRUE, subject(), "nothing, as all tries were told", stands);
        }
    }

    private static final int CONFLICT = 409;

    private void checkAnswer(Tried tried, TransferFact stands, Findings findings) {
        var answer = tried.answer();
        boolean named = answer.isAccepted() || answer.isRejected();
        if (named && answer.transferId() != stands.id()) {
            findings.add(FindingKind.DOUBLED, subject(), "transfer " + answer.transferId() + " as answered", stands);
        } else if (named && !isSame(tried.asked(), stands)) {
            findings.add(FindingKind.ANSWER_UNTRUE, subject(), tried.asked() + " as asked", stands);
        } else if (named && !agrees(tried, stands)) {
            findings.add(FindingKind.ANSWER_UNTRUE, subject(), answer, stands);
        } else if (answer.code() == CONFLICT && isSame(tried.asked(), stands)) {
            findings.add(FindingKind.ANSWER_UNTRUE, subject(), "other content, as the 409 says", stands);
        } else if (answer.isNotAccepted() && wasAcceptedBefore(tried)) {
            findings.add(FindingKind.ANSWER_UNTRUE, subject(), "nothing moved, as answered at " + tried.span(), stands);
        }
    }

    private static boolean agrees(Tried tried, TransferFact stands) {
        boolean rejected = stands.status().equals("REJECTED");
        return tried.answer().isRejected() ? rejected && tried.answer().reason().equals(stands.reason()) : !rejected;
    }

    private static boolean isSame(Payment asked, TransferFact stands) {
        return asked.kind().equals(stands.kind())
                && asked.amount() == stands.amount()
                && asked.currency().equals(stands.currency())
                && (asked.source() == 0 || asked.source() == stands.source())
                && (asked.destination() == 0 || asked.destination() == stands.destination());
    }

    private boolean wasAcceptedBefore(Tried later) {
        return tries.stream()
                .anyMatch(tried -> tried.answer().isAccepted()
                        && tried.span().end() <= later.span().start());
    }

    /**
     * A try that was answered "unknown" is ruled out by a later "not accepted" of the same process, which speaks of
     * everything that it had under way. A try without an answer is not: it may still have been on its way to the door.
     */
    private boolean mayHaveMade(Tried tried, TransferFact stands) {
        return switch (tried.answer().outcome()) {
            case OK -> true;
            case FAIL -> false;
            case UNKNOWN -> isSame(tried.asked(), stands) && !isRuledOut(tried);
        };
    }

    private boolean isRuledOut(Tried unknown) {
        return unknown.answer().isServedUnknown()
                && tries.stream()
                        .anyMatch(later -> later.answer().isNotAccepted()
                                && later.door().equals(unknown.door())
                                && unknown.span().end() <= later.span().start()
                                && doors.sameLife(
                                        later.door(),
                                        unknown.span().start(),
                                        later.span().end()));
    }
}
