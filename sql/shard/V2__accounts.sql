-- What the account half of the API shows and lists, and times that never go back.

-- external_number is the owner's label for an account, not unique: (owner, key) decides the shard, so two openings under one
-- number may live on two shards, where no key can compare them. opened_limit is the credit limit that the opening asked
-- for, kept from the first change on: the same opening must be answered with the same account afterwards.
ALTER TABLE account
  ADD COLUMN external_number VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN status_reason   VARCHAR(140) NULL,
  ADD COLUMN opened_limit    BIGINT NULL,
  ADD KEY ix_account_owner (owner, account_id),
  ADD KEY ix_account_owner_number (owner, external_number, account_id),
  ADD KEY ix_account_number (external_number, account_id);

-- The time of the latest journal entry. A later entry is given this time where its service's clock says an earlier one.
ALTER TABLE shard_head
  ADD COLUMN recorded_at DATETIME(6) NOT NULL DEFAULT '1970-01-01 00:00:00';

-- Entries from before: a transaction that waited for a lock carries the time before the wait. Moved up to the order of entries.
UPDATE journal_entry e
JOIN (SELECT entry_no, MAX(recorded_at) OVER (ORDER BY entry_no) AS latest FROM journal_entry) so_far
  ON so_far.entry_no = e.entry_no
SET e.recorded_at = so_far.latest
WHERE e.recorded_at < so_far.latest;

UPDATE shard_head
SET recorded_at = COALESCE((SELECT MAX(e.recorded_at) FROM journal_entry e), recorded_at);
