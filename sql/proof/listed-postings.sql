-- Events are made from what journal entries list. Each entry lists exactly the customers' postings that carry its
-- transaction, as runs of 20 bytes (account, first sequence, how many): what is not listed would never be told, what is
-- listed wrongly would stop the telling. Entries from before customer_postings was there, up to starts_after, list none.
-- Places are counted as 32 x 32 x 64, level by level and in this order, so that an entry of one run costs few comparisons.
WITH RECURSIVE digit AS (
    SELECT 0 AS n
    UNION ALL
    SELECT n + 1 FROM digit WHERE n < 63),
entry AS (
    SELECT e.entry_no, e.txn_id, e.kind, e.customer_postings AS packed
    FROM journal_entry e
    WHERE e.entry_no > (SELECT COALESCE(MAX(c.starts_after), 0) FROM event_cursor c)),
packed_run AS (
    SELECT e.txn_id, e.kind, SUBSTRING(e.packed, 20 * (1024 * top.n + 32 * high.n + low.n) + 1, 20) AS run
    FROM entry e
    STRAIGHT_JOIN digit top ON 20 * 1024 * top.n < LENGTH(e.packed)
    STRAIGHT_JOIN digit high ON high.n < 32 AND 20 * (1024 * top.n + 32 * high.n) < LENGTH(e.packed)
    STRAIGHT_JOIN digit low ON low.n < 32 AND 20 * (1024 * top.n + 32 * high.n + low.n) < LENGTH(e.packed))
SELECT CASE WHEN SUM(book.there) > SUM(book.listed) THEN 'POSTING_UNLISTED' ELSE 'LISTED_POSTING_FOREIGN' END AS break_kind,
       '-'                                                                                   AS currency,
       CONCAT('account ', book.account_id, ' in txn ', book.txn_id)                          AS subject,
       CONCAT(book.postings, ' from seq ', book.first_seq, ' listed ', SUM(book.there), ' times') AS expected,
       CONCAT(SUM(book.listed), ' times')                                                    AS found
FROM (SELECT r.txn_id, CASE r.kind WHEN 'CREDIT' THEN 'legs' ELSE 'postings' END AS kept_in,
             CAST(CONV(HEX(SUBSTRING(r.run, 1, 8)), 16, 10) AS SIGNED)           AS account_id,
             CAST(CONV(HEX(SUBSTRING(r.run, 9, 8)), 16, 10) AS SIGNED)           AS first_seq,
             CAST(CONV(HEX(SUBSTRING(r.run, 17, 4)), 16, 10) AS SIGNED)          AS postings,
             1 AS listed, 0 AS there
      FROM packed_run r
      UNION ALL
      SELECT p.txn_id, 'postings', p.account_id, MIN(p.account_seq), COUNT(*), 0, 1
      FROM posting p
      JOIN entry e ON e.txn_id = p.txn_id
      WHERE p.kind <> 'INTERNAL'
      GROUP BY p.txn_id, p.account_id
      UNION ALL
      SELECT l.txn_id, 'legs', l.destination_account_id, MIN(l.account_seq), COUNT(*), 0, 1
      FROM credit_leg l
      JOIN entry e ON e.txn_id = l.txn_id
      WHERE l.outcome = 'CREDITED'
      GROUP BY l.txn_id, l.destination_account_id) book
GROUP BY book.txn_id, book.kept_in, book.account_id, book.first_seq, book.postings
HAVING SUM(book.there) <> SUM(book.listed)
UNION ALL
SELECT 'ENTRY_WITHOUT_LIST', '-', CONCAT('entry ', e.entry_no), 'a list of its postings', 'none'
FROM entry e
WHERE e.packed IS NULL;
