package io.settlement.ledger.shard;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The lines of one account: its postings, and the credits that stand as legs. */
interface StatementMapper {

    /** One line without its time. */
    record LineRow(Long accountSeq, String kind, Long amount, Long balanceAfter, Long transferId, Long txnId) {}

    /** When a money transaction was written. */
    record EntryRow(Long txnId, LocalDateTime recordedAt) {}

    @Select("""
            SELECT account_seq, kind, amount, balance_after, transfer_id, txn_id
              FROM posting
             WHERE account_id = #{accountId} AND slot = #{slot}
               AND account_seq BETWEEN #{first} AND #{last}""")
    List<LineRow> postings(
            @Param("accountId") long accountId,
            @Param("slot") int slot,
            @Param("first") long first,
            @Param("last") long last);

    @Select("""
            SELECT account_seq, 'CREDIT' AS kind, amount, balance_after, transfer_id, txn_id
              FROM credit_leg
             WHERE destination_account_id = #{accountId} AND slot = #{slot}
               AND account_seq BETWEEN #{first} AND #{last}""")
    List<LineRow> credits(
            @Param("accountId") long accountId,
            @Param("slot") int slot,
            @Param("first") long first,
            @Param("last") long last);

    @Select("""
            <script>
            SELECT account_seq, kind, amount, balance_after, transfer_id, txn_id
              FROM posting
             WHERE account_id = #{accountId} AND slot = #{slot} AND account_seq IN
            <foreach collection="seqs" item="seq" open="(" separator=", " close=")">#{seq}</foreach>
            </script>""")
    List<LineRow> postingsAt(
            @Param("accountId") long accountId, @Param("slot") int slot, @Param("seqs") Collection<Long> seqs);

    @Select("""
            <script>
            SELECT account_seq, 'CREDIT' AS kind, amount, balance_after, transfer_id, txn_id
              FROM credit_leg
             WHERE destination_account_id = #{accountId} AND slot = #{slot} AND account_seq IN
            <foreach collection="seqs" item="seq" open="(" separator=", " close=")">#{seq}</foreach>
            </script>""")
    List<LineRow> creditsAt(
            @Param("accountId") long accountId, @Param("slot") int slot, @Param("seqs") Collection<Long> seqs);

    @Select("""
            <script>
            SELECT txn_id, recorded_at FROM journal_entry
             WHERE slot = #{pinnedSlot} AND txn_id IN
            <foreach collection="txnIds" item="txnId" open="(" separator=", " close=")">#{txnId}</foreach>
            </script>""")
    List<EntryRow> entries(@Param("pinnedSlot") int pinnedSlot, @Param("txnIds") Collection<Long> txnIds);
}
