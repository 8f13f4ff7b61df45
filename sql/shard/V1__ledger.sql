-- The schema of one shard. Every table that ShardingSphere routes has a slot column: the low ten bits of the id that
-- names the row's home (payer for transfer, payee for credit_leg, account for posting, the shard's pinned slot for the rest).
-- Amounts are minor units. Signs are credit-positive: a customer's balance is what the bank owes the customer.
-- No foreign keys: they would take shared locks on the internal accounts, which every transaction updates.

CREATE TABLE shard_head (
  shard_id   SMALLINT NOT NULL,
  slot       SMALLINT NOT NULL,
  cluster_id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  map_digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry_no   BIGINT   NOT NULL,
  PRIMARY KEY (shard_id),
  CONSTRAINT shard_head_pinned CHECK (slot = 992 + shard_id AND shard_id BETWEEN 0 AND 31),
  CONSTRAINT shard_head_entry_no CHECK (entry_no >= 0)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A credit stops at 4 * 10^18; the bound here is wider, since a reversal must fit on top, and since an internal account
-- sums up many. reopen_as is the status to go back to where a close turns out to be impossible.
CREATE TABLE account (
  account_id   BIGINT      NOT NULL,
  slot         SMALLINT    NOT NULL,
  type         ENUM ('SA', 'SP', 'CLEARING', 'DUE', 'NOSTRO') NOT NULL,
  status       ENUM ('OPEN', 'FROZEN_DEBIT', 'FROZEN_CREDIT', 'FROZEN', 'CLOSING', 'CLOSED') NOT NULL,
  currency     CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  balance      BIGINT      NOT NULL DEFAULT 0,
  held         BIGINT      NOT NULL DEFAULT 0,
  credit_limit BIGINT      NOT NULL DEFAULT 0,
  account_seq  BIGINT      NOT NULL DEFAULT 0,
  owner        VARCHAR(64) NOT NULL,
  open_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  opened_at    DATETIME(6) NOT NULL,
  reopen_as    ENUM ('OPEN', 'FROZEN_DEBIT', 'FROZEN_CREDIT', 'FROZEN') NULL,
  PRIMARY KEY (account_id),
  UNIQUE KEY uq_account_open (owner, open_key),
  CONSTRAINT account_slot CHECK (slot = account_id % 1024 AND account_id > 0),
  CONSTRAINT account_internal_is_pinned CHECK ((type IN ('CLEARING', 'DUE', 'NOSTRO')) = (slot >= 992)),
  CONSTRAINT account_credit_limit CHECK (credit_limit >= 0 AND (credit_limit = 0 OR type = 'SP')),
  CONSTRAINT account_held CHECK (held >= 0),
  CONSTRAINT account_overdraft CHECK (type IN ('CLEARING', 'DUE', 'NOSTRO') OR balance - held >= -credit_limit),
  CONSTRAINT account_bound CHECK (balance BETWEEN -9000000000000000000 AND 9000000000000000000),
  CONSTRAINT account_closing CHECK ((status = 'CLOSING') = (reopen_as IS NOT NULL)),
  CONSTRAINT account_closed_is_empty CHECK (status <> 'CLOSED' OR (balance = 0 AND held = 0))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE transfer (
  transfer_id            BIGINT       NOT NULL,
  slot                   SMALLINT     NOT NULL,
  kind                   ENUM ('TRANSFER', 'DEPOSIT', 'WITHDRAWAL') NOT NULL,
  status                 ENUM ('DEBITED', 'SETTLED', 'REVERSED', 'REJECTED') NOT NULL,
  reason                 VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  key_account            BIGINT       NOT NULL,
  idem_key               VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_account_id      BIGINT       NOT NULL,
  destination_account_id BIGINT       NOT NULL,
  amount                 BIGINT       NOT NULL,
  currency               CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference              VARCHAR(140) NOT NULL DEFAULT '',
  debit_txn              BIGINT       NOT NULL,
  finish_txn             BIGINT       NULL,
  PRIMARY KEY (transfer_id),
  UNIQUE KEY uq_transfer_key (key_account, idem_key),
  CONSTRAINT transfer_slot CHECK (slot = transfer_id % 1024 AND slot = key_account % 1024 AND transfer_id > 0),
  CONSTRAINT transfer_amount CHECK (amount BETWEEN 1 AND 1000000000000000),
  CONSTRAINT transfer_two_accounts CHECK (source_account_id <> destination_account_id),
  CONSTRAINT transfer_key_account CHECK (key_account = CASE kind WHEN 'DEPOSIT' THEN destination_account_id
                                                                 ELSE source_account_id END),
  CONSTRAINT transfer_finished CHECK ((status IN ('SETTLED', 'REVERSED')) = (finish_txn IS NOT NULL)),
  CONSTRAINT transfer_reason CHECK ((status IN ('REVERSED', 'REJECTED')) = (reason IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One line on one account, except the credit of a payee, which is its credit_leg (one row, one unique key, one decision).
CREATE TABLE posting (
  account_id    BIGINT   NOT NULL,
  account_seq   BIGINT   NOT NULL,
  slot          SMALLINT NOT NULL,
  kind          ENUM ('DEBIT', 'DEPOSIT', 'REVERSAL', 'INTERNAL') NOT NULL,
  amount        BIGINT   NOT NULL,
  balance_after BIGINT   NOT NULL,
  transfer_id   BIGINT   NULL,
  txn_id        BIGINT   NOT NULL,
  PRIMARY KEY (account_id, account_seq),
  CONSTRAINT posting_slot CHECK (slot = account_id % 1024 AND account_seq > 0),
  CONSTRAINT posting_sign CHECK (amount <> 0 AND (kind = 'INTERNAL' OR (kind = 'DEBIT') = (amount < 0))),
  CONSTRAINT posting_item CHECK ((kind = 'INTERNAL') = (transfer_id IS NULL))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The decision of the payee's shard on one transfer. The first decision wins for ever; the row is never deleted.
CREATE TABLE credit_leg (
  transfer_id            BIGINT      NOT NULL,
  slot                   SMALLINT    NOT NULL,
  destination_account_id BIGINT      NOT NULL,
  amount                 BIGINT      NOT NULL,
  currency               CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  outcome                ENUM ('CREDITED', 'REFUSED') NOT NULL,
  reason                 VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  account_seq            BIGINT      NULL,
  balance_after          BIGINT      NULL,
  txn_id                 BIGINT      NOT NULL,
  PRIMARY KEY (transfer_id),
  UNIQUE KEY uq_leg_posting (destination_account_id, account_seq),
  CONSTRAINT leg_slot CHECK (slot = destination_account_id % 1024),
  CONSTRAINT leg_amount CHECK (amount > 0),
  CONSTRAINT leg_credited CHECK ((outcome = 'CREDITED') = (account_seq IS NOT NULL AND balance_after IS NOT NULL)),
  CONSTRAINT leg_refused CHECK ((outcome = 'REFUSED') = (reason IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Numbers the shard's money transactions gaplessly, in commit order.
CREATE TABLE journal_entry (
  entry_no    BIGINT      NOT NULL,
  slot        SMALLINT    NOT NULL,
  txn_id      BIGINT      NOT NULL,
  kind        ENUM ('DEBIT', 'CREDIT', 'FINISH') NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (entry_no),
  UNIQUE KEY uq_journal_txn (txn_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row for each batch that was debited here (its transactions carry txn_id = batch_id) or fenced off.
-- transfer_ids packs the DEBITED ids, eight bytes each, big-endian, so that the sweeper needs no index on status.
CREATE TABLE debit_batch (
  batch_id     BIGINT      NOT NULL,
  slot         SMALLINT    NOT NULL,
  state        ENUM ('DEBITED', 'FENCED') NOT NULL,
  open_count   SMALLINT    NOT NULL,
  transfer_ids VARBINARY(8192) NOT NULL,
  sweeps       INT         NOT NULL DEFAULT 0,
  created_at   DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  sweep_after  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (batch_id),
  KEY ix_batch_open (open_count, sweep_after),
  CONSTRAINT batch_slot CHECK (slot = batch_id % 1024 AND slot >= 992),
  CONSTRAINT batch_open_count CHECK (open_count BETWEEN 0 AND 1024 AND (state = 'DEBITED' OR open_count = 0))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A transfer that breaks the credit or the finish of its group: isolated here with its reason until it is replayed.
CREATE TABLE parking (
  transfer_id BIGINT       NOT NULL,
  slot        SMALLINT     NOT NULL,
  stage       ENUM ('CREDIT', 'FINISH') NOT NULL,
  reason      VARCHAR(500) NOT NULL,
  parked_at   DATETIME(6)  NOT NULL,
  PRIMARY KEY (transfer_id),
  CONSTRAINT parking_pinned CHECK (slot >= 992)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- An instruction that breaks the debit of its batch: it moved nothing, stored no key, and is listed here.
CREATE TABLE debit_poison (
  batch_id               BIGINT       NOT NULL,
  slot                   SMALLINT     NOT NULL,
  key_account            BIGINT       NOT NULL,
  idem_key               VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_account_id      BIGINT       NOT NULL,
  destination_account_id BIGINT       NOT NULL,
  amount                 BIGINT       NOT NULL,
  currency               CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason                 VARCHAR(500) NOT NULL,
  seen_at                DATETIME(6)  NOT NULL,
  PRIMARY KEY (batch_id),
  CONSTRAINT debit_poison_pinned CHECK (slot >= 992)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who does a shard's background work at present, by the shard's own clock. Two holders at once are harmless.
CREATE TABLE lease (
  name       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  slot       SMALLINT    NOT NULL,
  holder     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (name),
  CONSTRAINT lease_pinned CHECK (slot >= 992)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
