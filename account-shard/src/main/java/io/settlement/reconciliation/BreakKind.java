package io.settlement.reconciliation;

/** What kind of mismatch a {@link Break} is. The SQL under {@code sql/proof} writes these names in its first column. */
public enum BreakKind {
    /** A money transaction whose lines do not sum to zero in a currency. */
    ENTRY_UNBALANCED,
    /** The balances of a shard do not sum to zero in a currency. */
    BALANCES_NOT_ZERO,
    /** A balance is not the sum of the account's lines. */
    BALANCE_OFF,
    /** An account's sequence is not the number of its lines. */
    SEQUENCE_OFF,
    /** Lines on an account that does not exist. */
    ACCOUNT_MISSING,
    /** A statement whose line numbers jump or repeat. */
    STATEMENT_GAP,
    /** A line whose balance_after does not follow from the line before. */
    STATEMENT_CHAIN,
    /** CLEARING is not the money in flight. */
    CLEARING_OFF,
    /** DUE is not settled transfers less credited legs. */
    DUE_OFF,
    /** NOSTRO is not withdrawals less deposits. */
    NOSTRO_OFF,
    /** At rest, the DUE accounts of all shards do not sum to zero. */
    DUE_NOT_ZERO,
    /** More than one internal account of a type and currency on one shard. */
    INTERNAL_ACCOUNT_TWICE,
    /** In one transaction, the line on an internal account is not the sum of the items behind it. */
    INTERNAL_LINE_OFF,
    /** In one transaction, several lines on one internal account, where one is written. */
    INTERNAL_LINE_TWICE,
    /** An internal line on a customer's account, or the other way round. */
    POSTING_WRONG_KIND,
    /** A transfer lacks a posting that its status says it has. */
    POSTING_MISSING,
    /** A customer's posting that no transfer accounts for: a second one, or on a wrong account, amount or transaction. */
    POSTING_UNEXPECTED,
    /** Status, kind and finishing transaction of a transfer that cannot go together. */
    STATUS_IMPOSSIBLE,
    /** A transfer or leg in another currency than the account that it moved. */
    CURRENCY_OFF,
    /** A customer is, or was, below the limit. */
    LIMIT_EXCEEDED,
    /** A closed account with money, holds or an open transfer. */
    CLOSED_NOT_EMPTY,
    /** A batch whose open_count is not the number of its DEBITED transfers. */
    OPEN_COUNT_OFF,
    /** A DEBITED transfer that its batch does not list: the sweeper would never find it. */
    OPEN_ID_UNLISTED,
    /** An open batch lists an id that is not a debited transfer of its own, or lists it twice. */
    LISTED_ID_FOREIGN,
    /** A fenced batch that moved something all the same. */
    FENCED_BATCH_ACTED,
    /** An entry number is missing from the journal. */
    JOURNAL_GAP,
    /** shard_head does not stand at the latest entry. */
    JOURNAL_HEAD_OFF,
    /** An entry with an earlier time than the entry before it. */
    JOURNAL_TIME_BACK,
    /** A transaction that rows name has no journal entry. */
    JOURNAL_ENTRY_MISSING,
    /** A transaction's journal entry is of a kind that does not write such rows. */
    JOURNAL_ENTRY_WRONG_KIND,
    /** A customer's posting that its journal entry does not list: no event would tell of it. */
    POSTING_UNLISTED,
    /** A journal entry lists a posting that is not its own, or lists it twice: events would stop there. */
    LISTED_POSTING_FOREIGN,
    /** A journal entry that lists nothing, not even that there is nothing: events would stop there. */
    ENTRY_WITHOUT_LIST,
    /** The database says it is another shard, belongs to another cluster, or was never initialised. */
    FOREIGN_DATABASE,
    /** A SETTLED or REVERSED transfer without a leg on any shard. */
    LEG_MISSING,
    /** Legs of one transfer on two shards. */
    LEG_TWICE,
    /** A leg of a transfer that no shard has. */
    LEG_WITHOUT_TRANSFER,
    /** One transfer id on two shards. */
    TRANSFER_TWICE,
    /** A leg's outcome that the transfer's status rules out. */
    LEG_WRONG_OUTCOME,
    /** A leg for another payee than the transfer's. */
    LEG_WRONG_PAYEE,
    /** A leg of another amount than the transfer's. */
    LEG_WRONG_AMOUNT,
    /** A leg in another currency than the transfer's. */
    LEG_WRONG_CURRENCY
}
