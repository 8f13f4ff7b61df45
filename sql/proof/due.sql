-- DUE is what this shard has settled for other payees less what it has credited for other payers. Over all shards it
-- sums to zero, but only at rest: shards have no common snapshot.
SELECT 'DUE_OFF'                                                             AS break_kind,
       book.currency                                                         AS currency,
       COALESCE(CONCAT('account ', MAX(book.account_id)), 'no DUE account')  AS subject,
       CAST(SUM(book.expected) AS CHAR)                                      AS expected,
       CAST(SUM(book.balance) AS CHAR)                                       AS found
FROM (SELECT a.account_id, a.currency, a.balance, 0 AS expected
      FROM account a
      WHERE a.type = 'DUE'
      UNION ALL
      SELECT NULL, t.currency, 0, SUM(t.amount)
      FROM transfer t
      WHERE t.status = 'SETTLED'
        AND t.kind = 'TRANSFER'
      GROUP BY t.currency
      UNION ALL
      SELECT NULL, l.currency, 0, -SUM(l.amount)
      FROM credit_leg l
      WHERE l.outcome = 'CREDITED'
      GROUP BY l.currency) book
GROUP BY book.currency
HAVING SUM(book.balance) <> SUM(book.expected);
