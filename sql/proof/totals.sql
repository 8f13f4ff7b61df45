-- What there is, per currency. accounts counts the customers' (SA, SP); the sum is over all, internal ones included.
-- transfers and the four statuses count rows of kind TRANSFER; postings includes internal lines; legs includes REFUSED.
-- A posting counts for its account's currency.
SELECT part.currency        AS currency,
       SUM(part.accounts)   AS accounts,
       SUM(part.transfers)  AS transfers,
       SUM(part.deposits)   AS deposits,
       SUM(part.withdrawals) AS withdrawals,
       SUM(part.postings)   AS postings,
       SUM(part.legs)       AS legs,
       SUM(part.debited)    AS debited,
       SUM(part.settled)    AS settled,
       SUM(part.reversed)   AS reversed,
       SUM(part.rejected)   AS rejected,
       SUM(part.balances)   AS sum_of_balances,
       SUM(part.in_flight)  AS in_flight,
       SUM(part.clearing)   AS clearing,
       SUM(part.due)        AS due,
       SUM(part.nostro)     AS nostro
FROM (SELECT a.currency,
             SUM(a.type IN ('SA', 'SP')) AS accounts,
             0 AS transfers, 0 AS deposits, 0 AS withdrawals, 0 AS postings, 0 AS legs,
             0 AS debited, 0 AS settled, 0 AS reversed, 0 AS rejected,
             SUM(a.balance) AS balances,
             0 AS in_flight,
             SUM(CASE a.type WHEN 'CLEARING' THEN a.balance ELSE 0 END) AS clearing,
             SUM(CASE a.type WHEN 'DUE' THEN a.balance ELSE 0 END) AS due,
             SUM(CASE a.type WHEN 'NOSTRO' THEN a.balance ELSE 0 END) AS nostro
      FROM account a
      GROUP BY a.currency
      UNION ALL
      SELECT t.currency, 0, SUM(t.kind = 'TRANSFER'), SUM(t.kind = 'DEPOSIT'), SUM(t.kind = 'WITHDRAWAL'), 0, 0,
             SUM(t.kind = 'TRANSFER' AND t.status = 'DEBITED'), SUM(t.kind = 'TRANSFER' AND t.status = 'SETTLED'),
             SUM(t.kind = 'TRANSFER' AND t.status = 'REVERSED'), SUM(t.kind = 'TRANSFER' AND t.status = 'REJECTED'),
             0, SUM(CASE t.status WHEN 'DEBITED' THEN t.amount ELSE 0 END), 0, 0, 0
      FROM transfer t
      GROUP BY t.currency
      UNION ALL
      SELECT COALESCE(a.currency, '-'), 0, 0, 0, 0, SUM(of_account.postings), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      FROM (SELECT p.account_id, COUNT(*) AS postings FROM posting p GROUP BY p.account_id) of_account
      LEFT JOIN account a ON a.account_id = of_account.account_id
      GROUP BY COALESCE(a.currency, '-')
      UNION ALL
      SELECT l.currency, 0, 0, 0, 0, 0, COUNT(*), 0, 0, 0, 0, 0, 0, 0, 0, 0
      FROM credit_leg l
      GROUP BY l.currency) part
GROUP BY part.currency
ORDER BY part.currency;
