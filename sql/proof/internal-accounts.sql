-- CLEARING, DUE and NOSTRO stand at most once in each currency: two would hide each other's mistakes.
SELECT 'INTERNAL_ACCOUNT_TWICE'              AS break_kind,
       a.currency                            AS currency,
       CONCAT('account ', MAX(a.account_id)) AS subject,
       CONCAT('1 ', a.type)                  AS expected,
       CONCAT(COUNT(*), ' ', a.type)         AS found
FROM account a
WHERE a.type IN ('CLEARING', 'DUE', 'NOSTRO')
GROUP BY a.type, a.currency
HAVING COUNT(*) > 1;
