package io.settlement.ledger.shard;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Accounts one by one. Every statement names the slot, or the router refuses it. */
interface AccountMapper extends BaseMapper<AccountRow> {

    String COLUMNS = "account_id, slot, type, status, currency, balance, held, credit_limit, account_seq, owner,"
            + " open_key, opened_at, external_number, status_reason, opened_limit";

    @Select("SELECT " + COLUMNS + " FROM account WHERE account_id = #{accountId} AND slot = #{slot}")
    AccountRow find(@Param("accountId") long accountId, @Param("slot") int slot);

    @Select("SELECT " + COLUMNS + " FROM account WHERE account_id = #{accountId} AND slot = #{slot} FOR UPDATE")
    AccountRow lock(@Param("accountId") long accountId, @Param("slot") int slot);

    @Select("SELECT " + COLUMNS + " FROM account WHERE owner = #{owner} AND open_key = #{key} AND slot = #{slot}")
    AccountRow findByOpening(@Param("owner") String owner, @Param("key") String key, @Param("slot") int slot);

    /**
     * A page of one shard's accounts in the order of their ids, by an index that has them in this order.
     *
     * @param slots the shard's slots as a list of numbers, so that the statement goes there and nowhere else
     */
    @Select("<script>SELECT " + COLUMNS + """
              FROM account
             WHERE account_id > #{after}
            <if test="owner != null">AND owner = #{owner}</if>
            <if test="externalNumber != null">AND external_number = #{externalNumber}</if>
               AND type IN ('SA', 'SP')
               AND slot IN (${slots})
             ORDER BY account_id
             LIMIT #{limit}
            </script>""")
    List<AccountRow> list(
            @Param("owner") String owner,
            @Param("externalNumber") String externalNumber,
            @Param("after") long after,
            @Param("limit") int limit,
            @Param("slots") String slots);

    @Update("""
            UPDATE account SET status = #{to}, status_reason = #{reason}, reopen_as = NULL
             WHERE account_id = #{accountId} AND slot = #{slot} AND status = #{from}""")
    int changeStatus(
            @Param("accountId") long accountId,
            @Param("slot") int slot,
            @Param("from") String from,
            @Param("to") String to,
            @Param("reason") String reason);

    /** Keeps the first limit: the opening that asked for it may come again. */
    @Update("""
            UPDATE account SET opened_limit = COALESCE(opened_limit, credit_limit), credit_limit = #{limit}
             WHERE account_id = #{accountId} AND slot = #{slot}""")
    int changeCreditLimit(@Param("accountId") long accountId, @Param("slot") int slot, @Param("limit") long limit);

    @Update("""
            UPDATE account SET reopen_as = status, status = 'CLOSING'
             WHERE account_id = #{accountId} AND slot = #{slot} AND status NOT IN ('CLOSING', 'CLOSED')""")
    int startClosing(@Param("accountId") long accountId, @Param("slot") int slot);

    @Update("""
            UPDATE account SET status = reopen_as, reopen_as = NULL
             WHERE account_id = #{accountId} AND slot = #{slot} AND status = 'CLOSING'""")
    int reopen(@Param("accountId") long accountId, @Param("slot") int slot);

    @Update("""
            UPDATE account SET status = 'CLOSED', reopen_as = NULL, status_reason = NULL
             WHERE account_id = #{accountId} AND slot = #{slot} AND status = 'CLOSING'""")
    int endClosing(@Param("accountId") long accountId, @Param("slot") int slot);
}
