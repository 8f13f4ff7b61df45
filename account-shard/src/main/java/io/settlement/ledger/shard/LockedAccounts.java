package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.Slot;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The customer accounts of one transaction, locked in ascending id. Decisions are taken on these rows and on nothing
 * else; what is posted to them is written back in one UPDATE per 128 accounts.
 */
final class LockedAccounts {

    private static final String SELECT = """
            SELECT account_id, type, status, currency, balance, held, credit_limit, account_seq
              FROM account
             WHERE account_id IN (%ids) AND slot IN (%ids) AND type IN ('SA', 'SP')
             ORDER BY account_id""";

    private static final RowShapes.Texts LOOK = RowShapes.ids(SELECT);

    private static final RowShapes.Texts LOCK = RowShapes.ids(SELECT + " FOR UPDATE");

    private static final RowShapes.Texts WRITE_BACK = RowShapes.ids("""
            UPDATE account
               SET balance = CASE account_id %whensEND,
                   account_seq = CASE account_id %whensEND
             WHERE account_id IN (%ids) AND slot IN (%ids)""");

    private final LedgerSession session;
    private final Map<Long, Locked> byId = new HashMap<>();

    private LockedAccounts(LedgerSession session) {
        this.session = session;
    }

    /** One locked account, with what this transaction has posted to it so far. */
    static final class Locked {
        final long id;
        final AccountType type;
        final AccountStatus status;
        final CurrencyCode currency;
        private final long held;
        private final long creditLimit;
        private long balance;
        private long sequence;
        private boolean changed;

        private Locked(ResultSet row) throws SQLException {
            id = row.getLong(1);
            type = AccountType.valueOf(row.getString(2));
            status = AccountStatus.valueOf(row.getString(3));
            currency = CurrencyCode.of(row.getString(4));
            balance = row.getLong(5);
            held = row.getLong(6);
            creditLimit = row.getLong(7);
            sequence = row.getLong(8);
        }

        boolean covers(long amount) {
            return Math.addExact(Math.subtractExact(balance, held), creditLimit) >= amount;
        }

        boolean hasRoomFor(long amount) {
            return balance <= Money.MAX_BALANCE - amount;
        }

        /** Adds the amount, credits positive, and answers the line for it. */
        PostingRow post(PostingRow.Kind kind, long amount, long transferId, long txnId) {
            credit(amount);
            return new PostingRow(id, sequence, kind, amount, balance, transferId, txnId);
        }

        void credit(long amount) {
            balance = Math.addExact(balance, amount);
            sequence++;
            changed = true;
        }

        long balance() {
            return balance;
        }

        long sequence() {
            return sequence;
        }
    }

    static LockedAccounts lock(LedgerSession session, Collection<AccountId> accounts) throws SQLException {
        return select(session, LOCK, accounts);
    }

    /** The same rows without a lock, for a forecast: nothing decided on them may be written. */
    static LockedAccounts unlocked(LedgerSession session, Collection<AccountId> accounts) throws SQLException {
        return select(session, LOOK, accounts);
    }

    private static LockedAccounts select(LedgerSession session, RowShapes.Texts texts, Collection<AccountId> accounts)
            throws SQLException {
        var locked = new LockedAccounts(session);
        var ids = accounts.stream().map(AccountId::value).distinct().sorted().toList();
        for (var list : RowShapes.filledLists(ids)) {
            var rows = session.query(
                    texts.ofSize(list.size()),
                    parameters -> parameters.addAll(list, Parameters::add).addAll(list, LockedAccounts::addSlot),
                    Locked::new);
            rows.forEach(row -> locked.byId.put(row.id, row));
        }
        return locked;
    }

    Optional<Locked> find(AccountId account) {
        return Optional.ofNullable(byId.get(account.value()));
    }

    void writeBack() throws SQLException {
        var changed = byId.values().stream()
                .filter(account -> account.changed)
                .map(account -> account.id)
                .sorted()
                .toList();
        int left = changed.size();
        for (var list : RowShapes.filledLists(changed)) {
            int distinct = Math.min(left, RowShapes.MOST_IDS);
            left -= distinct;
            session.updateExactly(distinct, WRITE_BACK.ofSize(list.size()), parameters -> bind(parameters, list));
        }
    }

    private void bind(Parameters parameters, List<Long> ids) throws SQLException {
        parameters
                .addAll(ids, (row, id) -> row.add(id).add(byId.get(id).balance))
                .addAll(ids, (row, id) -> row.add(id).add(byId.get(id).sequence))
                .addAll(ids, Parameters::add)
                .addAll(ids, LockedAccounts::addSlot);
    }

    static void addSlot(Parameters parameters, Long id) throws SQLException {
        parameters.add(Slot.of(id).number());
    }
}
