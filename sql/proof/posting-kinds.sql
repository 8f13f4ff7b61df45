-- A line is INTERNAL exactly when its account is the shard's own, in the pinned slots from 992 up.
SELECT 'POSTING_WRONG_KIND'                                         AS break_kind,
       COALESCE(a.currency, '-')                                    AS currency,
       CONCAT('account ', p.account_id)                             AS subject,
       CASE WHEN p.slot >= 992 THEN 'INTERNAL' ELSE 'customers' END AS expected,
       CONCAT(p.kind, ' at seq ', p.account_seq)                    AS found
FROM posting p
LEFT JOIN account a ON a.account_id = p.account_id
WHERE (p.kind = 'INTERNAL') <> (p.slot >= 992);
