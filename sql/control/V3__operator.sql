-- Who gave which transfer up, and why: written before the payee's shard is asked to refuse it, so that no give-up goes
-- unrecorded; what came of it is added afterwards. Append-only but for that.
CREATE TABLE give_up (
  give_up_id  BIGINT       NOT NULL AUTO_INCREMENT,
  transfer_id BIGINT       NOT NULL,
  operator    VARCHAR(64)  NOT NULL,
  reason      VARCHAR(140) NOT NULL,
  asked_at    DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  outcome     VARCHAR(200) NULL,
  PRIMARY KEY (give_up_id),
  KEY ix_give_up_transfer (transfer_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
