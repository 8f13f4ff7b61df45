package io.settlement.ledger.shard;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Accounts one by one. Every statement names the slot, or the router refuses it. */
interface AccountMapper extends BaseMapper<AccountRow> {

    String COLUMNS = "account_id, slot, type, status, currency, balance, held, credit_limit, account_seq, owner,"
            + " open_key, opened_at";

    @Select("SELECT " + COLUMNS + " FROM account WHERE account_id = #{accountId} AND slot = #{slot}")
    AccountRow find(@Param("accountId") long accountId, @Param("slot") int slot);

    @Select("SELECT " + COLUMNS + " FROM account WHERE account_id = #{accountId} AND slot = #{slot} FOR UPDATE")
    AccountRow lock(@Param("accountId") long accountId, @Param("slot") int slot);

    @Select("SELECT " + COLUMNS + " FROM account WHERE owner = #{owner} AND open_key = #{key} AND slot = #{slot}")
    AccountRow findByOpening(@Param("owner") String owner, @Param("key") String key, @Param("slot") int slot);

    @Update("UPDATE account SET status = #{to}, reopen_as = NULL"
            + " WHERE account_id = #{accountId} AND slot = #{slot} AND status = #{from}")
    int changeStatus(
            @Param("accountId") long accountId,
            @Param("slot") int slot,
            @Param("from") String from,
            @Param("to") String to);

    @Update("""
            UPDATE account SET reopen_as = status, status = 'CLOSING'
             WHERE account_id = #{accountId} AND slot = #{slot} AND status NOT IN ('CLOSING', 'CLOSED')""")
    int startClosing(@Param("accountId") long accountId, @Param("slot") int slot);

    @Update("""
            UPDATE account SET status = reopen_as, reopen_as = NULL
             WHERE account_id = #{accountId} AND slot = #{slot} AND status = 'CLOSING'""")
    int reopen(@Param("accountId") long accountId, @Param("slot") int slot);

    @Update("""
            UPDATE account SET status = 'CLOSED', reopen_as = NULL
             WHERE account_id = #{accountId} AND slot = #{slot} AND status = 'CLOSING'""")
    int endClosing(@Param("accountId") long accountId, @Param("slot") int slot);
}
