-- CLEARING holds exactly the money in flight: the sum of the shard's DEBITED transfers.
SELECT 'CLEARING_OFF'                                                             AS break_kind,
       book.currency                                                              AS currency,
       COALESCE(CONCAT('account ', MAX(book.account_id)), 'no CLEARING account')  AS subject,
       CAST(SUM(book.expected) AS CHAR)                                           AS expected,
       CAST(SUM(book.balance) AS CHAR)                                            AS found
FROM (SELECT a.account_id, a.currency, a.balance, 0 AS expected
      FROM account a
      WHERE a.type = 'CLEARING'
      UNION ALL
      SELECT NULL, t.currency, 0, SUM(t.amount)
      FROM transfer t
      WHERE t.status = 'DEBITED'
      GROUP BY t.currency) book
GROUP BY book.currency
HAVING SUM(book.balance) <> SUM(book.expected);
