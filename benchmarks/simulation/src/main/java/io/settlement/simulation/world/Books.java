package io.settlement.simulation.world;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.InMemoryAccount;
import io.settlement.ledger.shard.InMemoryAccount.Line;
import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.ledger.shard.InMemoryShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What must hold of the ledger's rows: some of it after every commit, all of it when everything has come to rest. */
final class Books {

    private final InMemoryLedger ledger;
    private final List<String> findings;

    Books(InMemoryLedger ledger, List<String> findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    void checkAfterCommit() {
        for (var shard : ledger.shards()) {
            require(
                    shard.internal(AccountType.CLEARING) == shard.inFlight(),
                    "CLEARING of %s is %d, in flight are %d"
                            .formatted(shard.id(), shard.internal(AccountType.CLEARING), shard.inFlight()));
            for (var account : shard.accounts()) {
                require(
                        account.balance() >= -account.limit(),
                        "account %s is at %d, below its limit".formatted(account.id(), account.balance()));
            }
        }
    }

    void checkAtRest() {
        ledger.open().forEach(transfer -> findings.add("transfer %s has not ended".formatted(transfer.id())));
        require(sum(AccountType.DUE) == 0, "DUE over all shards is " + sum(AccountType.DUE));
        long all = sum(AccountType.CLEARING) + sum(AccountType.DUE) + sum(AccountType.NOSTRO);
        Map<TransferId, List<Posted>> posted = new HashMap<>();
        for (var shard : ledger.shards()) {
            for (var account : shard.accounts()) {
                all += account.balance();
                checkLines(account, posted);
            }
        }
        require(all == 0, "all balances together are " + all);
        ledger.shards()
                .forEach(shard ->
                        shard.transfers().forEach(transfer -> checkTransfer(transfer, posted.remove(transfer.id()))));
        posted.keySet()
                .forEach(transfer -> findings.add("lines of transfer %s, which does not exist".formatted(transfer)));
        ledger.shards().forEach(this::checkKeys);
    }

    private record Posted(AccountId account, PostingKind kind, long amount) {}

    private void checkLines(InMemoryAccount account, Map<TransferId, List<Posted>> posted) {
        long balance = 0;
        for (Line line : account.lines()) {
            balance += line.amount();
            require(
                    line.balanceAfter() == balance,
                    "line %d of account %s says %d, the lines add up to %d"
                            .formatted(line.sequence(), account.id(), line.balanceAfter(), balance));
            posted.computeIfAbsent(line.transfer(), none -> new ArrayList<>())
                    .add(new Posted(account.id(), line.kind(), line.amount()));
        }
        require(account.balance() == balance, "account %s is not the sum of its lines".formatted(account.id()));
    }

    private void checkTransfer(Transfer transfer, List<Posted> posted) {
        var expected = expectedLines(transfer);
        var found = posted == null ? List.<Posted>of() : posted;
        require(
                found.size() == expected.size() && new HashSet<>(found).equals(new HashSet<>(expected)),
                "transfer %s is %s, its lines are %s".formatted(transfer.id(), transfer.status(), found));
        if (transfer.instruction().kind() == TransferKind.TRANSFER) {
            checkLeg(transfer);
        }
    }

    private static List<Posted> expectedLines(Transfer transfer) {
        var instruction = transfer.instruction();
        long amount = instruction.amount().minorUnits();
        if (instruction.kind() == TransferKind.DEPOSIT && transfer.status() == TransferStatus.SETTLED) {
            return List.of(new Posted(instruction.destination(), PostingKind.DEPOSIT, amount));
        }
        if (instruction.kind() == TransferKind.WITHDRAWAL && transfer.status() == TransferStatus.SETTLED) {
            return List.of(new Posted(instruction.source(), PostingKind.DEBIT, -amount));
        }
        var debit = new Posted(instruction.source(), PostingKind.DEBIT, -amount);
        return switch (transfer.status()) {
            case REJECTED -> List.of();
            case DEBITED -> List.of(debit);
            case SETTLED -> List.of(debit, new Posted(instruction.destination(), PostingKind.CREDIT, amount));
            case REVERSED -> List.of(debit, new Posted(instruction.source(), PostingKind.REVERSAL, amount));
        };
    }

    private void checkLeg(Transfer transfer) {
        var leg = ledger.shards().stream()
                .map(shard -> shard.legs().get(transfer.id()))
                .filter(outcome -> outcome != null)
                .toList();
        boolean fits =
                switch (transfer.status()) {
                    case REJECTED -> leg.isEmpty();
                    case DEBITED -> true;
                    case SETTLED -> leg.equals(List.of(LegOutcome.CREDITED));
                    case REVERSED -> leg.equals(List.of(LegOutcome.REFUSED));
                };
        require(fits, "transfer %s is %s, its legs are %s".formatted(transfer.id(), transfer.status(), leg));
    }

    private void checkKeys(InMemoryShard shard) {
        var keys = new HashSet<>();
        shard.transfers()
                .forEach(transfer -> require(
                        keys.add(List.of(
                                transfer.instruction().keyAccount(),
                                transfer.instruction().key())),
                        "transfer %s is a second one under its key".formatted(transfer.id())));
    }

    private long sum(AccountType type) {
        return ledger.shards().stream().mapToLong(shard -> shard.internal(type)).sum();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }
}
