package io.settlement.ledger.shard;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.LocalDateTime;

/** One row of debit_poison: an instruction that no debit can store. */
@TableName("debit_poison")
record DebitPoisonRow(
        @TableId(type = IdType.INPUT) Long batchId,
        Integer slot,
        Long keyAccount,
        String idemKey,
        Long sourceAccountId,
        Long destinationAccountId,
        Long amount,
        String currency,
        String reason,
        LocalDateTime seenAt) {}
