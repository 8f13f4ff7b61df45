package io.settlement.operator;

import io.settlement.ledger.TransferId;
import io.settlement.operator.replay.Ended;
import io.settlement.sharding.ShardUnavailable;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The only writer of table give_up in settlement_control: who gave which transfer up, when, why, and what came of it. */
final class GiveUpRecord {

    private static final Logger log = LoggerFactory.getLogger(GiveUpRecord.class);

    private static final int LONGEST_OUTCOME = 200;

    private final JdbcClient control;
    private final String operator;
    private final String reason;
    private final Map<TransferId, Number> asked = new HashMap<>();

    GiveUpRecord(DataSource control, String operator, String reason) {
        this.control = JdbcClient.create(control);
        this.operator = operator;
        this.reason = reason;
    }

    /** Before the transfer is touched: a give-up that cannot be recorded does not take place. */
    void ask(TransferId transfer) {
        if (asked.containsKey(transfer)) {
            return;
        }
        try {
            var key = new GeneratedKeyHolder();
            control.sql("INSERT INTO give_up (transfer_id, operator, reason) VALUES (?, ?, ?)")
                    .params(transfer.value(), operator, reason)
                    .update(key, "give_up_id");
            asked.put(transfer, key.getKey());
        } catch (DataAccessException notRecorded) {
            // Whatever it was: it says nothing about the transfer, which must not be parked for it.
            throw new ShardUnavailable("settlement_control cannot record it: " + notRecorded.getMessage());
        }
    }

    /** Adds what came of it, for those that were asked for. */
    void tell(Ended ended) {
        var record = asked.get(ended.id());
        if (record == null) {
            return;
        }
        var outcome = ended.end() + (ended.detail().isEmpty() ? "" : " " + ended.detail());
        try {
            control.sql("UPDATE give_up SET outcome = ? WHERE give_up_id = ?")
                    .params(outcome.substring(0, Math.min(outcome.length(), LONGEST_OUTCOME)), record)
                    .update();
        } catch (DataAccessException lost) {
            log.error("what came of giving {} up is not recorded: {}", ended.id(), outcome, lost);
        }
    }
}
