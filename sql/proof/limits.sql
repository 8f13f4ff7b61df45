-- No customer is below the limit, holds included, and no SA account, which has none, ever was; a closed account is
-- empty and waits for nothing. The table's CHECKs say part of this too: here it is read, not believed.
SELECT 'LIMIT_EXCEEDED'                                          AS break_kind,
       a.currency                                                AS currency,
       CONCAT('account ', a.account_id)                          AS subject,
       CONCAT('at least ', -a.credit_limit)                      AS expected,
       CONCAT('balance ', a.balance, ' with ', a.held, ' held')  AS found
FROM account a
WHERE a.type IN ('SA', 'SP')
  AND (a.balance - a.held < -a.credit_limit OR (a.type = 'SA' AND a.credit_limit <> 0))
UNION ALL
SELECT 'LIMIT_EXCEEDED', a.currency, CONCAT('account ', a.account_id), 'at least 0',
       CONCAT('balance ', p.balance_after, ' after seq ', p.account_seq)
FROM posting p
JOIN account a ON a.account_id = p.account_id
WHERE p.balance_after < 0
  AND p.slot < 992
  AND a.type = 'SA'
UNION ALL
SELECT 'CLOSED_NOT_EMPTY', a.currency, CONCAT('account ', a.account_id), 'balance 0 with 0 held',
       CONCAT('balance ', a.balance, ' with ', a.held, ' held')
FROM account a
WHERE a.status = 'CLOSED'
  AND (a.balance <> 0 OR a.held <> 0)
UNION ALL
SELECT 'CLOSED_NOT_EMPTY', t.currency, CONCAT('account ', a.account_id), 'no open transfer',
       CONCAT('transfer ', t.transfer_id, ' DEBITED')
FROM transfer t
JOIN account a ON a.account_id = t.source_account_id
WHERE t.status = 'DEBITED'
  AND a.status = 'CLOSED';
