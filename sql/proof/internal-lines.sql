-- In each money transaction the line on an internal account is the sum of the items that moved through it, written
-- as one line; and no items went through without it.
SELECT CASE WHEN SUM(side.posted) = SUM(side.items) THEN 'INTERNAL_LINE_TWICE'
                                                    ELSE 'INTERNAL_LINE_OFF' END AS break_kind,
       side.currency                                                             AS currency,
       CONCAT('txn ', side.txn_id)                                               AS subject,
       CONCAT(side.type, ' ', SUM(side.items))                                   AS expected,
       CONCAT(side.type, ' ', SUM(side.posted), ' in lines: ', SUM(side.line_count)) AS found
FROM (SELECT p.txn_id, CAST(a.type AS CHAR) AS type, a.currency,
             SUM(p.amount) AS posted, COUNT(*) AS line_count, 0 AS items
      FROM account a
      JOIN posting p ON p.account_id = a.account_id
      WHERE a.type IN ('CLEARING', 'DUE', 'NOSTRO')
      GROUP BY p.txn_id, a.type, a.currency
      UNION ALL
      SELECT t.debit_txn, CASE t.kind WHEN 'TRANSFER' THEN 'CLEARING' ELSE 'NOSTRO' END, t.currency,
             0, 0, SUM(CASE t.kind WHEN 'DEPOSIT' THEN -t.amount ELSE t.amount END)
      FROM transfer t
      WHERE t.status <> 'REJECTED'
      GROUP BY t.debit_txn, CASE t.kind WHEN 'TRANSFER' THEN 'CLEARING' ELSE 'NOSTRO' END, t.currency
      UNION ALL
      SELECT t.finish_txn, 'CLEARING', t.currency, 0, 0, -SUM(t.amount)
      FROM transfer t
      WHERE t.status IN ('SETTLED', 'REVERSED')
        AND t.kind = 'TRANSFER'
      GROUP BY t.finish_txn, t.currency
      UNION ALL
      SELECT t.finish_txn, 'DUE', t.currency, 0, 0, SUM(t.amount)
      FROM transfer t
      WHERE t.status = 'SETTLED'
        AND t.kind = 'TRANSFER'
      GROUP BY t.finish_txn, t.currency
      UNION ALL
      SELECT l.txn_id, 'DUE', l.currency, 0, 0, -SUM(l.amount)
      FROM credit_leg l
      WHERE l.outcome = 'CREDITED'
      GROUP BY l.txn_id, l.currency) side
GROUP BY side.txn_id, side.type, side.currency
HAVING SUM(side.posted) <> SUM(side.items)
    OR SUM(side.line_count) > 1;
