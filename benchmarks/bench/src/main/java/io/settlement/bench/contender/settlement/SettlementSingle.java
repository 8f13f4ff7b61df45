package io.settlement.bench.contender.settlement;

import io.settlement.bench.contender.Names;
import io.settlement.bench.contender.Profile;
import io.settlement.bench.contender.Sender;
import io.settlement.bench.engine.SettlementSystem;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.load.door.Backoff;
import io.settlement.load.door.Pause;
import io.settlement.load.door.Producers;
import io.settlement.load.door.TransferDoor;
import java.time.Clock;
import java.util.List;

/** This project behind its HTTP door, one transfer in a request on connections that are kept. */
public final class SettlementSingle extends SettlementContender {

    private static final int CLIENTS = 64;

    private final TransferDoor door;

    public SettlementSingle(SettlementSystem system) {
        super(system);
        var producers = new Producers(List.of(system.producer()), system.operatorKey());
        this.door = new TransferDoor(producers, Backoff.standard(), Clock.systemUTC(), Pause.sleeping());
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.SETTLEMENT_SINGLE,
                "the same system, one HTTP request for each transfer, connections kept alive",
                "that the credit is there when the answer is: it follows",
                CLIENTS,
                1);
    }

    @Override
    public Sender sender(int client) {
        return this::send;
    }

    private int send(List<BenchTransfer> transfers) throws InterruptedException {
        int accepted = 0;
        for (var transfer : transfers) {
            var json =
                    TransferJson.single(account(transfer.source()), account(transfer.destination()), transfer.amount());
            accepted += door.send(key(transfer), json) ? 1 : 0;
        }
        return accepted;
    }
}
