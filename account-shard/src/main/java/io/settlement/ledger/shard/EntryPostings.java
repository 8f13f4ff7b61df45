package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.CustomerPosting;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.PostedEntry;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.TransferId;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the postings that entries name, by the unique keys of posting and credit_leg, for all entries of a page together:
 * entries are small in a quiet system and large in a busy one, the statements are full in both.
 */
final class EntryPostings {

    private static final RowShapes.Texts POSTINGS = RowShapes.ids("""
            SELECT account_id, account_seq, kind, amount, balance_after, transfer_id, txn_id
              FROM posting
             WHERE (account_id, account_seq) IN (%pairs) AND slot IN (%ids)""");

    private static final RowShapes.Texts CREDITS = RowShapes.ids("""
            SELECT destination_account_id, account_seq, 'CREDIT', amount, balance_after, transfer_id, txn_id
              FROM credit_leg
             WHERE (destination_account_id, account_seq) IN (%pairs) AND slot IN (%ids)""");

    private static final RowShapes.Texts ACCOUNTS = RowShapes.ids(
            "SELECT account_id, type, currency FROM account WHERE account_id IN (%ids) AND slot IN (%ids)");

    /** Withdrawals are posted as DEBIT; which transfers are some is told by their own rows. */
    private static final RowShapes.Texts WITHDRAWALS = RowShapes.ids("""
            SELECT transfer_id
              FROM transfer
             WHERE transfer_id IN (%ids) AND slot IN (%ids) AND kind = 'WITHDRAWAL'""");

    private final LedgerSession session;
    private final Map<Key, Line> lines = new HashMap<>();
    private final Map<Long, Holder> holders = new HashMap<>();
    private final Set<Long> withdrawals = new HashSet<>();

    private EntryPostings(LedgerSession session) {
        this.session = session;
    }

    /** Names a line. */
    private record Key(long accountId, long sequence) {}

    /** What the line's own row says. */
    private record Line(Key key, PostingKind kind, long amount, long balanceAfter, long transferId, long txnId) {
        static Line read(ResultSet row) throws SQLException {
            return new Line(
                    new Key(row.getLong(1), row.getLong(2)),
                    PostingKind.valueOf(row.getString(3)),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7));
        }
    }

    /** What the account's row says, of that which never changes. */
    private record Holder(AccountType type, CurrencyCode currency) {}

    /** The same entries with their postings. */
    static List<PostedEntry> read(LedgerSession session, List<EntryRow> entries) throws SQLException {
        var postings = new EntryPostings(session);
        postings.load(entries);
        return entries.stream().map(postings::posted).toList();
    }

    private void load(List<EntryRow> entries) throws SQLException {
        readLines(POSTINGS, keys(entries, false));
        readWithdrawals(lines.values().stream()
                .filter(line -> line.kind == PostingKind.DEBIT)
                .map(Line::transferId)
                .toList());
        readLines(CREDITS, keys(entries, true));
        readHolders(lines.keySet().stream().map(Key::accountId).distinct().toList());
    }

    private static List<Key> keys(List<EntryRow> entries, boolean credits) {
        return entries.stream()
                .filter(entry -> entry.isCredit() == credits)
                .flatMap(entry -> entry.runs().orElseThrow().stream())
                .flatMap(run -> keys(run).stream())
                .toList();
    }

    private static List<Key> keys(PostingRun run) {
        List<Key> keys = new ArrayList<>();
        for (long sequence = run.first(); sequence <= run.last(); sequence++) {
            keys.add(new Key(run.accountId(), sequence));
        }
        return keys;
    }

    private void readLines(RowShapes.Texts texts, List<Key> keys) throws SQLException {
        for (var list : RowShapes.filledLists(keys)) {
            session.query(
                            texts.ofSize(list.size()),
                            parameters -> parameters
                                    .addAll(
                                            list,
                                            (row, key) -> row.add(key.accountId).add(key.sequence))
                                    .addAll(list, (row, key) -> LockedAccounts.addSlot(row, key.accountId)),
                            Line::read)
                    .forEach(line -> lines.put(line.key, line));
        }
    }

    private void readHolders(Collection<Long> accounts) throws SQLException {
        for (var list : RowShapes.filledLists(List.copyOf(accounts))) {
            session.query(ACCOUNTS.ofSize(list.size()), idsAndSlots(list), row -> {
                var holder = new Holder(AccountType.valueOf(row.getString(2)), CurrencyCode.of(row.getString(3)));
                return holders.put(row.getLong(1), holder);
            });
        }
    }

    private void readWithdrawals(List<Long> transfers) throws SQLException {
        for (var list : RowShapes.filledLists(transfers)) {
            withdrawals.addAll(
                    session.query(WITHDRAWALS.ofSize(list.size()), idsAndSlots(list), row -> row.getLong(1)));
        }
    }

    private static LedgerSession.Binder idsAndSlots(List<Long> ids) {
        return parameters -> parameters.addAll(ids, Parameters::add).addAll(ids, LockedAccounts::addSlot);
    }

    private PostedEntry posted(EntryRow entry) {
        var postings = keys(List.of(entry), entry.isCredit()).stream()
                .map(key -> posting(entry, key))
                .toList();
        return new PostedEntry(session.shard(), entry.number(), entry.recordedAt(), postings);
    }

    private CustomerPosting posting(EntryRow entry, Key key) {
        var line = lines.get(key);
        var holder = holders.get(key.accountId);
        if (line == null || line.txnId != entry.txnId() || holder == null) {
            throw new LedgerInvariantViolated(
                    "entry " + entry.number() + " of " + session.shard(), "a posting of its own at " + key, line);
        }
        return new CustomerPosting(
                new AccountId(key.accountId),
                holder.type,
                key.sequence,
                withdrawals.contains(line.transferId) ? PostingKind.WITHDRAWAL : line.kind,
                Money.ofMinor(line.amount, holder.currency),
                Money.ofMinor(line.balanceAfter, holder.currency),
                new TransferId(line.transferId));
    }
}
