package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.NotStruck;
import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.DrilledSystem;
import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Databases that take locks away, refuse rows, or have no room. */
final class ShardFaults {

    /** What these names begin with needs a disk that can be made small. */
    static final String DISK = "disk-full-";

    private static final int SECONDS = 10;

    /** Tables have some room of their own that they use up first. */
    private static final int SECONDS_FULL = 30;

    private static final long SECONDS_TO_STRIKE = 15;

    /** As long as work that met the poison may take to park it. */
    private static final long SECONDS_TO_PARK = 5;

    private ShardFaults() {}

    static List<Fault> all() {
        return List.of(
                deadlocks(),
                poison("credits", "one leg in five is refused: it is parked alone, the others go on", """
                        CREATE TRIGGER drill_poison BEFORE INSERT ON credit_leg FOR EACH ROW
                        IF MOD(NEW.transfer_id DIV 1024, 5) = 0 THEN
                          SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'poison of the drill';
                        END IF"""),
                poison("finishes", "one end in five is refused: it is parked alone, the others go on", """
                        CREATE TRIGGER drill_poison BEFORE UPDATE ON transfer FOR EACH ROW
                        IF MOD(NEW.transfer_id DIV 1024, 5) = 0 THEN
                          SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'poison of the drill';
                        END IF"""),
                poison("debits", "one amount in five is refused: its instruction alone, its key stays free", """
                        CREATE TRIGGER drill_poison BEFORE INSERT ON transfer FOR EACH ROW
                        IF MOD(NEW.amount, 5) = 0 THEN
                          SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'poison of the drill';
                        END IF"""),
                fullShard(),
                fullBroker());
    }

    private static Fault deadlocks() {
        var holds = "another session takes the locks in the wrong order: the server rolls back, the whole runs again";
        return new Fault("deadlocks", holds, SECONDS, target -> {
            var rivals = new ArrayList<Rival>();
            for (var shard : target.system().shards().keySet()) {
                rivals.add(Rival.start(() -> target.system().administer(shard)));
            }
            awaitDeadlock(rivals);
            return new Struck("every shard", () -> rivals.forEach(Rival::close));
        });
    }

    private static void awaitDeadlock(List<Rival> rivals) throws NotStruck, InterruptedException, SQLException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STRIKE);
        while (System.nanoTime() < giveUpAt) {
            for (var rival : rivals) {
                if (rival.deadlocks() > 0) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        rivals.forEach(Rival::close);
        throw new NotStruck("no deadlock in " + SECONDS_TO_STRIKE + " s");
    }

    private static Fault poison(String what, String holds, String trigger) {
        return new Fault("poison-" + what, holds, SECONDS, target -> {
            var system = target.system();
            execute(system, trigger);
            return new Struck("every shard", () -> {
                execute(system, "DROP TRIGGER drill_poison");
                TimeUnit.SECONDS.sleep(SECONDS_TO_PARK);
                system.replayParked();
            });
        });
    }

    private static void execute(DrilledSystem system, String sql) throws SQLException {
        for (var shard : system.shards().keySet()) {
            try (var connection = system.administer(shard);
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static Fault fullShard() {
        var holds =
                "no page fits on the shard's disk any more: nothing of it is taken for poison, nothing is half done";
        return new Fault(DISK + "shard-1", holds, SECONDS_FULL, target -> {
            target.system().fillDisk("shard-1");
            requireFull(target.system());
            return new Struck("shard-1", () -> {
                target.system().freeDisk("shard-1");
                target.all("shard-1").get(0).start();
            });
        });
    }

    /** A disk that still takes a table of 16 MB is not full. */
    private static void requireFull(DrilledSystem system) throws NotStruck, SQLException {
        try (var connection = system.administer(new ShardId(1));
                var ballast = new Ballast(connection)) {
            ballast.grow(16);
        } catch (SQLException full) {
            return;
        }
        system.freeDisk("shard-1");
        throw new NotStruck("the disk took 16 MB more");
    }

    private static Fault fullBroker() {
        var holds = "the broker cannot store: new transfers are refused, what is debited is ended from the tables";
        return new Fault(DISK + "broker", holds, SECONDS, target -> {
            target.system().fillDisk("broker");
            return new Struck("broker", () -> {
                target.system().freeDisk("broker");
                // Memory-mapped files without room end its threads one by one: it is started anew, as one would.
                var broker = target.all("broker").get(0);
                broker.kill();
                broker.start();
            });
        });
    }
}
