-- A fenced batch never happened: it has no transfer and no journal entry.
SELECT 'FENCED_BATCH_ACTED'                AS break_kind,
       act.currency                        AS currency,
       CONCAT('batch ', b.batch_id)        AS subject,
       'nothing'                           AS expected,
       act.what                            AS found
FROM (SELECT t.debit_txn AS txn_id, t.currency, CONCAT('transfers: ', COUNT(*)) AS what
      FROM transfer t
      GROUP BY t.debit_txn, t.currency
      UNION ALL
      SELECT e.txn_id, '-', CONCAT('entry ', e.entry_no)
      FROM journal_entry e
      WHERE e.kind = 'DEBIT') act
JOIN debit_batch b ON b.batch_id = act.txn_id
WHERE b.state = 'FENCED';
