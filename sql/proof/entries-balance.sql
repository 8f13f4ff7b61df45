-- Each money transaction writes lines that sum to zero in each currency.
-- A credited leg is the payee's line; it has no posting. A line on no account has no currency: '-'.
SELECT 'ENTRY_UNBALANCED'             AS break_kind,
       line.currency                  AS currency,
       CONCAT('txn ', line.txn_id)    AS subject,
       '0'                            AS expected,
       CAST(SUM(line.amount) AS CHAR) AS found
FROM (SELECT p.txn_id, COALESCE(a.currency, '-') AS currency, SUM(p.amount) AS amount
      FROM posting p
      LEFT JOIN account a ON a.account_id = p.account_id
      GROUP BY p.txn_id, COALESCE(a.currency, '-')
      UNION ALL
      SELECT l.txn_id, l.currency, SUM(l.amount)
      FROM credit_leg l
      WHERE l.outcome = 'CREDITED'
      GROUP BY l.txn_id, l.currency) line
GROUP BY line.txn_id, line.currency
HAVING SUM(line.amount) <> 0;
