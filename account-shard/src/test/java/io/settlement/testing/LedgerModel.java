package io.settlement.testing;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger as one would tell it to a child: maps in one memory, one thread, no shards. Knows nothing of the real one. */
final class LedgerModel {

    private static final class Book {
        private AccountStatus status = AccountStatus.OPEN;
        private long balance;
        private long limit;
        private final List<String> lines = new ArrayList<>();

        Book(long limit) {
            this.limit = limit;
        }

        void post(String kind, long amount, TransferId transfer) {
            balance += amount;
            lines.add(lines.size() + 1 + " " + kind + " " + amount + " " + balance + " " + transfer);
        }
    }

    private static final class Instructed {
        private final TransferId id;
        private final TransferInstruction instruction;
        private String status;

        Instructed(TransferId id, TransferInstruction instruction, String status) {
            this.id = id;
            this.instruction = instruction;
            this.status = status;
        }

        long amount() {
            return instruction.amount().minorUnits();
        }
    }

    private final Map<AccountId, Book> books = new HashMap<>();
    private final Map<KeyOfAccount, Instructed> byKey = new HashMap<>();
    private final Map<TransferId, Instructed> byId = new HashMap<>();
    private final Map<TransferId, String> legs = new HashMap<>();

    void open(AccountId account, long limit) {
        books.put(account, new Book(limit));
    }

    String debit(DebitItem item) {
        var instruction = item.instruction();
        var earlier = byKey.get(KeyOfAccount.of(instruction));
        if (earlier != null) {
            return earlier.amount() != instruction.amount().minorUnits()
                    ? "conflict amount"
                    : "replayed " + earlier.id + " " + earlier.status;
        }
        var stored = new Instructed(item.transferId(), instruction, decide(instruction));
        byKey.put(KeyOfAccount.of(instruction), stored);
        byId.put(stored.id, stored);
        if (!stored.status.startsWith("REJECTED")) {
            boolean in = instruction.kind() == TransferKind.DEPOSIT;
            books.get(instruction.keyAccount())
                    .post(in ? "DEPOSIT" : "DEBIT", in ? stored.amount() : -stored.amount(), stored.id);
        }
        return "stored " + stored.id + " " + stored.status;
    }

    private String decide(TransferInstruction instruction) {
        var book = books.get(instruction.keyAccount());
        if (instruction.kind() == TransferKind.DEPOSIT) {
            return refusalOfCredit(book) == null ? "SETTLED" : "REJECTED " + refusalOfCredit(book);
        }
        if (book.status == AccountStatus.CLOSED) {
            return "REJECTED SOURCE_CLOSED";
        }
        if (book.status == AccountStatus.FROZEN || book.status == AccountStatus.FROZEN_DEBIT) {
            return "REJECTED SOURCE_FROZEN";
        }
        if (book.balance + book.limit < instruction.amount().minorUnits()) {
            return "REJECTED INSUFFICIENT_FUNDS";
        }
        return instruction.kind() == TransferKind.TRANSFER ? "DEBITED" : "SETTLED";
    }

    private static String refusalOfCredit(Book book) {
        return switch (book.status) {
            case CLOSED -> "DESTINATION_CLOSED";
            case FROZEN, FROZEN_CREDIT -> "DESTINATION_FROZEN";
            default -> null;
        };
    }

    String credit(Transfer transfer) {
        return legs.computeIfAbsent(transfer.id(), id -> {
            var book = books.get(transfer.instruction().destination());
            var refusal = book == null ? "DESTINATION_UNKNOWN" : refusalOfCredit(book);
            if (refusal != null) {
                return id + " REFUSED " + refusal;
            }
            book.post("CREDIT", transfer.instruction().amount().minorUnits(), id);
            return id + " CREDITED";
        });
    }

    String giveUp(Transfer transfer) {
        return legs.computeIfAbsent(transfer.id(), id -> id + " REFUSED GIVEN_UP");
    }

    /** True where this moved the transfer. */
    boolean finish(TransferId id, boolean credited) {
        var transfer = byId.get(id);
        if (!transfer.status.equals("DEBITED")) {
            return false;
        }
        var leg = legs.get(id);
        if (credited) {
            transfer.status = "SETTLED";
        } else {
            transfer.status = "REVERSED " + leg.substring(leg.lastIndexOf(' ') + 1);
            books.get(transfer.instruction.source()).post("REVERSAL", transfer.amount(), id);
        }
        return true;
    }

    boolean setStatus(AccountId account, AccountStatus to) {
        var book = books.get(account);
        if (book.status == AccountStatus.CLOSED) {
            return false;
        }
        book.status = to;
        return true;
    }

    /** True where it may be so: an SP account, not closed, not below what is in use. */
    boolean setLimit(AccountId account, boolean special, long limit) {
        var book = books.get(account);
        if (!special || book.status == AccountStatus.CLOSED || book.balance < -limit) {
            return false;
        }
        book.limit = limit;
        return true;
    }

    long limit(AccountId account) {
        return books.get(account).limit;
    }

    boolean close(AccountId account) {
        var book = books.get(account);
        boolean busy = byId.values().stream()
                .anyMatch(transfer -> transfer.status.equals("DEBITED")
                        && transfer.instruction.source().equals(account));
        if (book.status != AccountStatus.CLOSED && (book.balance != 0 || busy)) {
            return false;
        }
        book.status = AccountStatus.CLOSED;
        return true;
    }

    long balance(AccountId account) {
        return books.get(account).balance;
    }

    AccountStatus status(AccountId account) {
        return books.get(account).status;
    }

    List<String> statement(AccountId account) {
        return books.get(account).lines;
    }
}
