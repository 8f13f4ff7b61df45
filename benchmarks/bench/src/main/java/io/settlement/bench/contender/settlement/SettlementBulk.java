package io.settlement.bench.contender.settlement;

import io.settlement.bench.contender.Names;
import io.settlement.bench.contender.Profile;
import io.settlement.bench.contender.Sender;
import io.settlement.bench.engine.SettlementSystem;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.load.door.Answers;
import io.settlement.load.door.Backoff;
import io.settlement.load.door.Bulk;
import io.settlement.load.door.BulkDoor;
import io.settlement.load.door.Bulks;
import io.settlement.load.door.Pause;
import io.settlement.load.door.Producers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** This project behind its HTTP door, a thousand transfers in a request. What it guarantees is said in the README. */
public final class SettlementBulk extends SettlementContender {

    private static final int CLIENTS = 8;

    private final BulkDoor door;

    public SettlementBulk(SettlementSystem system) {
        super(system);
        var producers = new Producers(List.of(system.producer()), system.operatorKey());
        this.door = new BulkDoor(producers, Backoff.standard(), Clock.systemUTC(), Pause.sleeping(), ignored -> {});
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.SETTLEMENT_BULK,
                "this project as scripts/up starts it: one producer, one consumer, four shards, API keys, flow rules,"
                        + " broker accounts, message keys and trace, account events on; HTTP bulks of 1,000",
                "that the credit is there when the answer is: it follows",
                CLIENTS,
                Bulks.MOST_ITEMS);
    }

    @Override
    public Sender sender(int client) {
        return this::send;
    }

    private int send(List<BenchTransfer> transfers) throws InterruptedException {
        List<Bulk.Item> items = new ArrayList<>(transfers.size());
        for (var transfer : transfers) {
            var key = key(transfer);
            var json = TransferJson.inBulk(
                    key, account(transfer.source()), account(transfer.destination()), transfer.amount());
            items.add(new Bulk.Item(items.size(), key, json));
        }
        var answers = new Answers(items.size());
        door.send(new Bulk(items), answers);
        if (!answers.surprises().isEmpty()) {
            throw new IllegalStateException(
                    "the door answered " + answers.surprises().get(0));
        }
        return (int) answers.accepted();
    }
}
