-- Every transaction that a posting, a leg or a transfer names has its journal entry, of the kind that writes such rows.
SELECT CASE WHEN e.txn_id IS NULL THEN 'JOURNAL_ENTRY_MISSING' ELSE 'JOURNAL_ENTRY_WRONG_KIND' END AS break_kind,
       '-'                                                                                        AS currency,
       CONCAT('txn ', named.txn_id)                                                               AS subject,
       CONCAT(named.kind, ' entry')                                                               AS expected,
       COALESCE(CONCAT(e.kind, ' entry'), 'none')                                                 AS found
FROM (SELECT p.txn_id,
             CASE p.kind WHEN 'INTERNAL' THEN 'any' WHEN 'REVERSAL' THEN 'FINISH' ELSE 'DEBIT' END AS kind
      FROM posting p
      GROUP BY 1, 2
      UNION
      SELECT l.txn_id, 'CREDIT'
      FROM credit_leg l
      GROUP BY 1, 2
      UNION
      SELECT t.debit_txn, 'DEBIT'
      FROM transfer t
      GROUP BY 1, 2
      UNION
      SELECT t.finish_txn, CASE t.kind WHEN 'TRANSFER' THEN 'FINISH' ELSE 'DEBIT' END
      FROM transfer t
      WHERE t.finish_txn IS NOT NULL
      GROUP BY 1, 2) named
LEFT JOIN journal_entry e ON e.txn_id = named.txn_id
WHERE e.txn_id IS NULL
   OR (named.kind <> 'any' AND named.kind <> e.kind);
