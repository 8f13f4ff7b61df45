-- The balance of each account is the sum of its lines, its sequence their number; and no line is on no account.
SELECT CASE WHEN MAX(book.is_account) = 0                  THEN 'ACCOUNT_MISSING'
            WHEN SUM(book.balance) <> SUM(book.line_amount) THEN 'BALANCE_OFF'
                                                            ELSE 'SEQUENCE_OFF' END             AS break_kind,
       COALESCE(MAX(book.currency), '-')                                                       AS currency,
       CONCAT('account ', book.account_id)                                                     AS subject,
       CONCAT('balance ', SUM(book.line_amount), ', seq ', SUM(book.line_count))               AS expected,
       CASE WHEN MAX(book.is_account) = 0 THEN 'no account'
            ELSE CONCAT('balance ', SUM(book.balance), ', seq ', SUM(book.account_seq)) END    AS found
FROM (SELECT a.account_id, 1 AS is_account, a.currency, a.balance, a.account_seq, 0 AS line_amount, 0 AS line_count
      FROM account a
      UNION ALL
      SELECT p.account_id, 0, NULL, 0, 0, SUM(p.amount), COUNT(*)
      FROM posting p
      GROUP BY p.account_id
      UNION ALL
      SELECT l.destination_account_id, 0, NULL, 0, 0, SUM(l.amount), COUNT(*)
      FROM credit_leg l
      WHERE l.outcome = 'CREDITED'
      GROUP BY l.destination_account_id) book
GROUP BY book.account_id
HAVING MAX(book.is_account) = 0
    OR SUM(book.balance) <> SUM(book.line_amount)
    OR SUM(book.account_seq) <> SUM(book.line_count);
