package io.settlement.load;

import io.settlement.load.door.Answers;
import io.settlement.load.door.Bulk;
import io.settlement.load.door.BulkDoor;
import io.settlement.load.door.Crew;
import io.settlement.load.door.Pause;
import io.settlement.load.outcome.ShardTables;
import io.settlement.load.plan.Wording;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sends rendered bulks on a few connections and waits until what they started has ended. One use. */
final class Sending {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** How long the count of open transfers may stand still before the wait is given up. */
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final BulkDoor door;
    private final ShardTables tables;
    private final Answers answers;
    private final Clock clock;
    private final Pause pause;
    private final Instant start;

    Sending(BulkDoor door, ShardTables tables, Answers answers, Clock clock, Pause pause) {
        this.door = door;
        this.tables = tables;
        this.answers = answers;
        this.clock = clock;
        this.pause = pause;
        this.start = clock.instant();
    }

    void sendAll(List<Bulk> bulks, int connections) throws InterruptedException {
        Crew.forEach(bulks.size(), connections, number -> door.send(bulks.get(number), answers));
    }

    /** Returns when nothing is open, or nothing has moved for a minute; what is open then is the report's to tell. */
    void awaitEnd() throws SQLException, InterruptedException {
        long open = tables.openTransfers();
        var lastMove = clock.instant();
        while (open > 0 && lastMove.plus(STANDSTILL).isAfter(clock.instant())) {
            pause.of(BETWEEN_LOOKS);
            long now = tables.openTransfers();
            lastMove = now == open ? lastMove : clock.instant();
            open = now;
        }
    }

    String progress() {
        return Wording.of(
                "transfers accepted %,d, rejected %,d, in flight %s, after %,.1f s",
                answers.accepted(), answers.rejected(), open(), seconds());
    }

    private String open() {
        try {
            return Wording.of("%,d", tables.openTransfers());
        } catch (SQLException unreachable) {
            return "?";
        }
    }

    private double seconds() {
        return Duration.between(start, clock.instant()).toMillis() / 1_000.0;
    }
}
