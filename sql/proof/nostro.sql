-- NOSTRO is withdrawals less deposits: the other side of all money that entered or left.
SELECT 'NOSTRO_OFF'                                                             AS break_kind,
       book.currency                                                            AS currency,
       COALESCE(CONCAT('account ', MAX(book.account_id)), 'no NOSTRO account')  AS subject,
       CAST(SUM(book.expected) AS CHAR)                                         AS expected,
       CAST(SUM(book.balance) AS CHAR)                                          AS found
FROM (SELECT a.account_id, a.currency, a.balance, 0 AS expected
      FROM account a
      WHERE a.type = 'NOSTRO'
      UNION ALL
      SELECT NULL, t.currency, 0, SUM(CASE t.kind WHEN 'WITHDRAWAL' THEN t.amount ELSE -t.amount END)
      FROM transfer t
      WHERE t.kind <> 'TRANSFER'
        AND t.status = 'SETTLED'
      GROUP BY t.currency) book
GROUP BY book.currency
HAVING SUM(book.balance) <> SUM(book.expected);
