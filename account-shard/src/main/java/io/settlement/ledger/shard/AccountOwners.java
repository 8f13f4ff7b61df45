package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Whose accounts are, read without a lock: an account never changes its owner. */
final class AccountOwners {

    private static final RowShapes.Texts SELECT = RowShapes.ids("""
            SELECT account_id, owner
              FROM account
             WHERE account_id IN (%ids) AND slot IN (%ids)""");

    private record Row(long account, String owner) {}

    private AccountOwners() {}

    /** Unknown accounts are left out. */
    static Map<AccountId, String> find(LedgerSession session, Collection<AccountId> accounts) throws SQLException {
        Map<AccountId, String> owners = new HashMap<>();
        var ids = accounts.stream().map(AccountId::value).distinct().sorted().toList();
        for (var list : RowShapes.filledLists(ids)) {
            session.query(
                            SELECT.ofSize(list.size()),
                            parameters ->
                                    parameters.addAll(list, Parameters::add).addAll(list, LockedAccounts::addSlot),
                            row -> new Row(row.getLong(1), row.getString(2)))
                    .forEach(row -> owners.put(new AccountId(row.account()), row.owner()));
        }
        return owners;
    }
}
