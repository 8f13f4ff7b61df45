package io.settlement.ledger.shard;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** What is still open on a shard, told by the shard's own clock. */
interface OpenWorkMapper extends BaseMapper<DebitPoisonRow> {

    /** One batch that still has DEBITED transfers. */
    record OpenBatchRow(Long batchId, byte[] transferIds, Integer sweeps) {}

    @Select("""
            SELECT batch_id, transfer_ids, sweeps
              FROM debit_batch
             WHERE slot = #{slot} AND open_count > 0
               AND sweep_after <= NOW(3)
               AND created_at <= NOW(3) - INTERVAL #{ageMillis} * 1000 MICROSECOND
             ORDER BY batch_id
             LIMIT #{limit}""")
    List<OpenBatchRow> due(@Param("slot") int slot, @Param("ageMillis") long ageMillis, @Param("limit") int limit);

    @Select("""
            SELECT batch_id, transfer_ids, sweeps
              FROM debit_batch
             WHERE slot = #{slot} AND open_count > 0 AND batch_id > #{after}
             ORDER BY batch_id
             LIMIT #{limit}""")
    List<OpenBatchRow> open(@Param("slot") int slot, @Param("after") long after, @Param("limit") int limit);

    @Update("""
            UPDATE debit_batch
               SET sweeps = sweeps + 1, sweep_after = NOW(3) + INTERVAL #{pauseMillis} * 1000 MICROSECOND
             WHERE batch_id = #{batchId} AND slot = #{slot}""")
    int postpone(@Param("batchId") long batchId, @Param("slot") int slot, @Param("pauseMillis") long pauseMillis);

    @Update("""
            UPDATE lease
               SET holder = #{holder}, expires_at = NOW(3) + INTERVAL #{termMillis} * 1000 MICROSECOND
             WHERE name = #{name} AND slot = #{slot} AND (holder = #{holder} OR expires_at < NOW(3))""")
    int takeLease(
            @Param("name") String name,
            @Param("slot") int slot,
            @Param("holder") String holder,
            @Param("termMillis") long termMillis);

    @Select("SELECT COUNT(*) FROM lease WHERE name = #{name} AND slot = #{slot}")
    int countLease(@Param("name") String name, @Param("slot") int slot);

    @Insert("""
            INSERT INTO lease (name, slot, holder, expires_at)
            VALUES (#{name}, #{slot}, #{holder}, NOW(3) + INTERVAL #{termMillis} * 1000 MICROSECOND)""")
    int createLease(
            @Param("name") String name,
            @Param("slot") int slot,
            @Param("holder") String holder,
            @Param("termMillis") long termMillis);

    @Select("""
            SELECT batch_id, slot, key_account, idem_key, source_account_id, destination_account_id, amount, currency,
                   reason, seen_at
              FROM debit_poison
             WHERE slot = #{slot}
             ORDER BY batch_id DESC
             LIMIT #{limit}""")
    List<DebitPoisonRow> poison(@Param("slot") int slot, @Param("limit") int limit);
}
