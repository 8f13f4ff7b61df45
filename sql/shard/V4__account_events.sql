-- What account events are made from. customer_postings names the customers' postings of an entry (those on CLEARING, DUE
-- and NOSTRO are left out): one run of 20 bytes per account that it posted to, in ascending order of accounts, big-endian:
-- account_id (8 bytes), the first account_seq (8), how many follow each other from there (4). Which table they are in the
-- entry's kind tells: credit_leg for CREDIT, posting for the others. So the postings of an entry are found by the keys
-- that both tables have already. NULL in entries that are older than this column.
ALTER TABLE journal_entry ADD COLUMN customer_postings MEDIUMBLOB NULL;

-- How far the events of this shard's entries are published, in the order of entry_no. Entries up to starts_after are never
-- published: they were written before customer_postings was.
CREATE TABLE event_cursor (
  slot         SMALLINT    NOT NULL,
  starts_after BIGINT      NOT NULL,
  entry_no     BIGINT      NOT NULL,
  moved_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (slot),
  CONSTRAINT event_cursor_pinned CHECK (slot >= 992),
  CONSTRAINT event_cursor_entry_no CHECK (starts_after >= 0 AND entry_no >= starts_after)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO event_cursor (slot, starts_after, entry_no)
SELECT slot, entry_no, entry_no
FROM shard_head;
