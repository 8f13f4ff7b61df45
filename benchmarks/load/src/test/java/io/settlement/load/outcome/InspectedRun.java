package io.settlement.load.outcome;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.RejectionReason;
import io.settlement.load.door.Answers;
import io.settlement.load.outcome.ShardTables.BalanceRow;
import io.settlement.load.outcome.ShardTables.TransferRow;
import io.settlement.load.plan.Outcome;
import io.settlement.load.plan.PayeeGroup;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.load.plan.PlannedTransfer;
import io.settlement.load.plan.Preparation;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A run of three transfers whose rows a test can bend: one settles, one comes back, one is rejected. */
final class InspectedRun {

    static final CurrencyCode CNY = CurrencyCode.of("CNY");
    private static final long START = 1_000_000_000L;
    private static final long A_WHILE = 20_000;

    final List<TransferRow> transfers = new ArrayList<>();
    final List<BalanceRow> balances = new ArrayList<>();
    final List<String> breaks = new ArrayList<>();
    final Answers answers = new Answers(3);
    OptionalLong messages = OptionalLong.of(2);

    InspectedRun() {
        transfers.add(row(1, 1001, 1002, 500, Outcome.SETTLED, 71));
        transfers.add(row(2, 1001, 1003, 250, Outcome.reversed(RejectionReason.DESTINATION_CLOSED), 72));
        transfers.add(row(3, 1004, 1002, 99, Outcome.rejected(RejectionReason.INSUFFICIENT_FUNDS), 72));
        balances.add(new BalanceRow(1001, 250));
        balances.add(new BalanceRow(1002, 500));
        balances.add(new BalanceRow(1003, 0));
        balances.add(new BalanceRow(1004, 0));
        for (int position = 0; position < 3; position++) {
            answers.submitted(position, START);
            answers.answered(position, "t" + position, new Answers.First(position + 1, position < 2));
        }
        answers.answered(0, "t0", new Answers.First(1, true));
    }

    static TransferRow row(long id, long source, long destination, long amount, Outcome outcome, long debitTxn) {
        long finished = outcome.isAccepted() ? START + A_WHILE * id : 0;
        return new TransferRow(id, source, destination, amount, "CNY", outcome, debitTxn, finished);
    }

    RunReport report() {
        var disagreements = new Disagreements();
        var latencies = new Latencies();
        latencies.accepted(Duration.ofMillis(5));
        var sent = sent();
        disagreements.addAll(answers.surprises());
        disagreements.addAll(breaks);
        var transferCheck = new TransferCheck(sent, latencies, disagreements);
        transfers.forEach(transferCheck::read);
        transferCheck.lookForTheMissing();
        var balanceCheck = new BalanceCheck(sent, disagreements);
        balances.forEach(balanceCheck::read);
        balanceCheck.lookForTheMissing();
        var groups = new GroupCheck(balanceCheck::received, transferCheck::refused, disagreements).lines(sent.plan());
        var proof = new Proof.Report(List.of(new Proof.Conserved(CNY, 4, 16, 5, 9, 2, 0, 0, 0)), breaks);
        return RunReport.of(
                new RunReport.Facts(
                        sent, transferCheck, balanceCheck, groups, latencies, messages, proof, disagreements),
                List.of("a note"));
    }

    private SentPlan sent() {
        var accounts = List.of(
                account("payer", 750, Preparation.NONE),
                account("payee", 0, Preparation.NONE),
                account("closed", 0, Preparation.CLOSE),
                account("poor", 0, Preparation.NONE));
        var planned = List.of(
                new PlannedTransfer("t0", 0, 1, cny(500), "", Outcome.SETTLED),
                new PlannedTransfer("t1", 0, 2, cny(250), "", Outcome.reversed(RejectionReason.DESTINATION_CLOSED)),
                new PlannedTransfer("t2", 3, 1, cny(99), "", Outcome.rejected(RejectionReason.INSUFFICIENT_FUNDS)));
        var groups = List.of(new PayeeGroup("bank AB", Set.of(1), 2, cny(599)));
        var ids = List.of(new AccountId(1001), new AccountId(1002), new AccountId(1003), new AccountId(1004));
        return new SentPlan(new Plan("t", accounts, planned, List.of(0, 1, 2, 0), groups), ids, answers);
    }

    private static PlannedAccount account(String owner, long funding, Preparation preparation) {
        return new PlannedAccount(owner, AccountType.SA, cny(funding), preparation);
    }

    private static Money cny(long minorUnits) {
        return Money.ofMinor(minorUnits, CNY);
    }
}
