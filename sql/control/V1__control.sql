-- What belongs to no single shard.

-- The one row that names the cluster and the slot map that its shards were initialised with.
CREATE TABLE cluster (
  only_row   TINYINT NOT NULL,
  cluster_id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  slot_map   VARCHAR(8000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  map_digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (only_row),
  CONSTRAINT cluster_only_row CHECK (only_row = 1)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A shard is initialised once in its life: a second init-shard would hide that the first database was lost.
CREATE TABLE shard_registration (
  shard_id       SMALLINT    NOT NULL,
  initialised_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (shard_id),
  CONSTRAINT registration_shard CHECK (shard_id BETWEEN 0 AND 31)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Node numbers that keep the ids of two processes apart, by this database's clock.
CREATE TABLE node_lease (
  node       SMALLINT    NOT NULL,
  holder     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (node),
  CONSTRAINT node_lease_node CHECK (node BETWEEN 0 AND 63)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
