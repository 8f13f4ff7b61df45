-- Whatever moved money has the currency of the accounts that it moved: the customer's own account, the NOSTRO at the
-- other end of a deposit or withdrawal, the payee's account of a credited leg. All transfers of one account and currency
-- are right or wrong together, so one is named for all and the account is looked up once.
SELECT 'CURRENCY_OFF'                                                            AS break_kind,
       item.currency                                                             AS currency,
       CONCAT('transfer ', item.transfer_id)                                     AS subject,
       CONCAT(item.wanted, ' account ', item.account_id, ' in ', item.currency)  AS expected,
       CONCAT(COALESCE(CONCAT(a.type, ' in ', a.currency), 'no account'), ', transfers: ', item.transfers) AS found
FROM (SELECT MIN(t.transfer_id) AS transfer_id, COUNT(*) AS transfers, t.key_account AS account_id, t.currency,
             'customer' AS wanted
      FROM transfer t
      WHERE t.status <> 'REJECTED'
      GROUP BY t.key_account, t.currency
      UNION ALL
      SELECT MIN(t.transfer_id), COUNT(*), t.source_account_id, t.currency, 'NOSTRO'
      FROM transfer t
      WHERE t.kind = 'DEPOSIT'
        AND t.status <> 'REJECTED'
      GROUP BY t.source_account_id, t.currency
      UNION ALL
      SELECT MIN(t.transfer_id), COUNT(*), t.destination_account_id, t.currency, 'NOSTRO'
      FROM transfer t
      WHERE t.kind = 'WITHDRAWAL'
        AND t.status <> 'REJECTED'
      GROUP BY t.destination_account_id, t.currency
      UNION ALL
      SELECT MIN(l.transfer_id), COUNT(*), l.destination_account_id, l.currency, 'customer'
      FROM credit_leg l
      WHERE l.outcome = 'CREDITED'
      GROUP BY l.destination_account_id, l.currency) item
LEFT JOIN account a ON a.account_id = item.account_id
WHERE a.account_id IS NULL
   OR a.currency <> item.currency
   OR (item.wanted = 'NOSTRO') <> (a.type = 'NOSTRO')
   OR (item.wanted = 'customer') <> (a.type IN ('SA', 'SP'));
