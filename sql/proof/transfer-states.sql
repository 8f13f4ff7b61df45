-- A deposit or withdrawal is SETTLED by the transaction that took it, or REJECTED; a transfer is finished by a later
-- transaction, and by none while it is DEBITED or REJECTED.
SELECT 'STATUS_IMPOSSIBLE'                                  AS break_kind,
       t.currency                                           AS currency,
       CONCAT('transfer ', t.transfer_id)                   AS subject,
       CASE WHEN t.kind <> 'TRANSFER'                  THEN 'SETTLED by its own txn, or REJECTED'
            WHEN t.status IN ('SETTLED', 'REVERSED')   THEN 'finished by another txn than the debit'
                                                       ELSE 'not finished' END AS expected,
       CONCAT(t.kind, ' ', t.status, ' of txn ', t.debit_txn, ' finished by ', COALESCE(t.finish_txn, 'none')) AS found
FROM transfer t
WHERE NOT CASE WHEN t.status = 'REJECTED'       THEN t.finish_txn IS NULL
               WHEN t.kind <> 'TRANSFER'        THEN t.status = 'SETTLED' AND t.finish_txn <=> t.debit_txn
               WHEN t.status = 'DEBITED'        THEN t.finish_txn IS NULL
                                                ELSE t.finish_txn IS NOT NULL AND t.finish_txn <> t.debit_txn END;
