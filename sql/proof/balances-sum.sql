-- The balances of one shard, internal accounts included, sum to zero in each currency at every instant.
SELECT 'BALANCES_NOT_ZERO'           AS break_kind,
       a.currency                    AS currency,
       'all accounts'                AS subject,
       '0'                           AS expected,
       CAST(SUM(a.balance) AS CHAR)  AS found
FROM account a
GROUP BY a.currency
HAVING SUM(a.balance) <> 0;
