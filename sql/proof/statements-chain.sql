-- The statement of each account, postings and credited legs together, is numbered gaplessly from 1, and each line's
-- balance_after is the line before plus its amount (added as DECIMAL: a wild balance must be named, not overflow).
SELECT CASE WHEN line.account_seq <> line.seq_before + 1 THEN 'STATEMENT_GAP'
                                                         ELSE 'STATEMENT_CHAIN' END AS break_kind,
       COALESCE(a.currency, '-')                                                    AS currency,
       CONCAT('account ', line.account_id)                                          AS subject,
       CASE WHEN line.account_seq <> line.seq_before + 1
            THEN CONCAT('seq ', line.seq_before + 1)
            ELSE CONCAT('balance ', CAST(line.balance_before AS DECIMAL(20)) + line.amount, ' after seq ', line.account_seq)
            END                                                                     AS expected,
       CASE WHEN line.account_seq <> line.seq_before + 1
            THEN CONCAT('seq ', line.account_seq)
            ELSE CONCAT('balance ', line.balance_after) END                         AS found
FROM (SELECT every_line.account_id,
             every_line.account_seq,
             every_line.amount,
             every_line.balance_after,
             COALESCE(LAG(every_line.account_seq) OVER statement, 0)   AS seq_before,
             COALESCE(LAG(every_line.balance_after) OVER statement, 0) AS balance_before
      FROM (SELECT p.account_id, p.account_seq, p.amount, p.balance_after
            FROM posting p
            UNION ALL
            SELECT l.destination_account_id, l.account_seq, l.amount, l.balance_after
            FROM credit_leg l
            WHERE l.outcome = 'CREDITED') every_line
      WINDOW statement AS (PARTITION BY every_line.account_id ORDER BY every_line.account_seq)) line
LEFT JOIN account a ON a.account_id = line.account_id
WHERE line.account_seq <> line.seq_before + 1
   OR line.balance_after <> CAST(line.balance_before AS DECIMAL(20)) + line.amount;
