package io.settlement.drill.check;

import io.settlement.drill.check.Facts.AccountFact;
import io.settlement.drill.history.Line;
import io.settlement.drill.history.Mark;
import java.util.List;

/** Whether each account's lines follow each other from nothing to its balance, never below its limit. */
final class AccountCheck {

    private AccountCheck() {}

    static void check(Facts facts, Findings findings) {
        for (var account : facts.accounts().values()) {
            check(account, facts.lines(account.id()), findings);
        }
        facts.lines().keySet().stream()
                .filter(id -> !facts.accounts().containsKey(id))
                .forEach(id ->
                        findings.add(FindingKind.UNASKED, "account " + id, "no lines without an account", "lines"));
    }

    private static void check(AccountFact account, List<Line> lines, Findings findings) {
        var subject = "account " + account.id();
        var before = new Mark(0, 0);
        for (var line : lines) {
            var follows = new Mark(before.sequence() + 1, before.balance() + line.amount());
            if (!line.mark().equals(follows)) {
                findings.add(FindingKind.LINES_BROKEN, subject, follows, line);
            }
            if (line.balanceAfter() < -account.creditLimit()) {
                findings.add(FindingKind.BEYOND_LIMIT, subject, "at least " + -account.creditLimit(), line);
            }
            before = line.mark();
        }
        var stands = new Mark(account.sequence(), account.balance());
        if (!stands.equals(before)) {
            findings.add(FindingKind.BALANCE_OFF, subject, before, stands);
        }
        if (account.balance() - account.held() < -account.creditLimit()) {
            findings.add(FindingKind.BEYOND_LIMIT, subject, "at least " + -account.creditLimit(), stands);
        }
    }
}
