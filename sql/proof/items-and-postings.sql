-- Each transfer has exactly the postings that its status says, and each customer's posting is of exactly one transfer,
-- on the right account, with the right amount, in the right transaction. Both sides are laid on one heap and counted:
-- what does not cancel out is a break. SQL_BIG_RESULT: sort, since there are as many groups as lines.
SELECT CASE WHEN odd.due > odd.there THEN 'POSTING_MISSING' ELSE 'POSTING_UNEXPECTED' END AS break_kind,
       COALESCE(odd.currency, a.currency, '-')                                            AS currency,
       CONCAT('transfer ', odd.transfer_id)                                               AS subject,
       CONCAT(odd.due, ' ', odd.kind, ' of ', odd.amount, ' on account ', odd.account_id, ' in txn ', odd.txn_id)
                                                                                          AS expected,
       CAST(odd.there AS CHAR)                                                            AS found
FROM (SELECT SQL_BIG_RESULT
             side.transfer_id,
             side.kind,
             side.account_id,
             side.amount,
             side.txn_id,
             MAX(side.currency) AS currency,
             SUM(side.due)      AS due,
             SUM(side.there)    AS there
      FROM (SELECT p.transfer_id, p.account_id, p.amount, p.txn_id, CAST(p.kind AS CHAR) AS kind, NULL AS currency,
                   0 AS due, 1 AS there
            FROM posting p
            WHERE p.kind <> 'INTERNAL'
            UNION ALL
            SELECT t.transfer_id, t.key_account, CASE t.kind WHEN 'DEPOSIT' THEN t.amount ELSE -t.amount END,
                   t.debit_txn, CASE t.kind WHEN 'DEPOSIT' THEN 'DEPOSIT' ELSE 'DEBIT' END, t.currency, 1, 0
            FROM transfer t
            WHERE t.status <> 'REJECTED'
            UNION ALL
            SELECT t.transfer_id, t.source_account_id, t.amount, t.finish_txn, 'REVERSAL', t.currency, 1, 0
            FROM transfer t
            WHERE t.status = 'REVERSED') side
      GROUP BY side.transfer_id, side.kind, side.account_id, side.amount, side.txn_id
      HAVING SUM(side.due) <> SUM(side.there)) odd
LEFT JOIN account a ON a.account_id = odd.account_id;
