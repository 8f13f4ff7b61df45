-- Whatever moved money has the currency of the accounts that it moved: the customer's own account, the NOSTRO at the
-- other end of a deposit or withdrawal, the payee's account of a credited leg.
SELECT 'CURRENCY_OFF'                                                                          AS break_kind,
       item.currency                                                                           AS currency,
       CONCAT('transfer ', item.transfer_id)                                                   AS subject,
       CONCAT(item.wanted, ' account ', item.account_id, ' in ', item.currency)                AS expected,
       COALESCE(CONCAT(a.type, ' in ', a.currency), 'no account')                              AS found
FROM (SELECT t.transfer_id, t.key_account AS account_id, t.currency, 'customer' AS wanted
      FROM transfer t
      WHERE t.status <> 'REJECTED'
      UNION ALL
      SELECT t.transfer_id,
             CASE t.kind WHEN 'DEPOSIT' THEN t.source_account_id ELSE t.destination_account_id END, t.currency, 'NOSTRO'
      FROM transfer t
      WHERE t.kind <> 'TRANSFER'
        AND t.status <> 'REJECTED'
      UNION ALL
      SELECT l.transfer_id, l.destination_account_id, l.currency, 'customer'
      FROM credit_leg l
      WHERE l.outcome = 'CREDITED') item
LEFT JOIN account a ON a.account_id = item.account_id
WHERE a.account_id IS NULL
   OR a.currency <> item.currency
   OR (item.wanted = 'NOSTRO') <> (a.type = 'NOSTRO')
   OR (item.wanted = 'customer') <> (a.type IN ('SA', 'SP'));
