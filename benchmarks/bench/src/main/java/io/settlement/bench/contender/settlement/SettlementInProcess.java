package io.settlement.bench.contender.settlement;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.bench.contender.Names;
import io.settlement.bench.contender.Profile;
import io.settlement.bench.contender.Sender;
import io.settlement.bench.engine.SettlementSystem;
import io.settlement.bench.ledger.LedgerAccounts;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.wiring.NodeNumber;
import io.settlement.money.Money;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.batching.DebitLanes;
import io.settlement.producer.messaging.RocketMqProperties;
import io.settlement.producer.messaging.TransactionalAnnouncer;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.threads.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.rocketmq.client.exception.MQClientException;

/**
 * This project without its HTTP door: instructions join the queues of a producer's lanes in this JVM. Half messages, debits,
 * the consumer's process and the account events are as they always are.
 */
public final class SettlementInProcess extends SettlementContender {

    private static final int CLIENTS = 8;
    private static final int TRANSFERS_PER_CALL = 1_000;
    private static final long BUSY_PAUSE_MILLIS = 5;

    /** As nacos-config publishes them. */
    private static final BatchingProperties BATCHING =
            new BatchingProperties(8_192, 1_024, Duration.ofSeconds(10), Duration.ofSeconds(20));

    private final ShardedDatabase database;
    private final NodeNumber node;
    private final TransactionalAnnouncer announcer;
    private final DebitLanes lanes;

    public SettlementInProcess(SettlementSystem system) {
        super(system);
        var sharding = system.sharding();
        var clock = Clock.systemUTC();
        var registry = new SimpleMeterRegistry();
        database = new ShardedDatabase(sharding);
        node = NodeNumber.lease(sharding, UUID.randomUUID().toString());
        var ids = new TimeSortedIds(node.value(), clock);
        var ledger = new Ledger(database, ids, clock, Sleeper.REAL);
        announcer = announcer(system, ledger, registry);
        lanes = new DebitLanes(
                ledger.settlement(),
                shard -> true,
                ids,
                Threads.REAL,
                announcer,
                Admission.UNLIMITED,
                BATCHING,
                registry);
    }

    private static TransactionalAnnouncer announcer(
            SettlementSystem system, Ledger ledger, SimpleMeterRegistry registry) {
        var account = system.broker().application();
        var properties = new RocketMqProperties(
                system.broker().nameServer(), account.user(), account.password(), true, Duration.ofSeconds(3), 4);
        try {
            return new TransactionalAnnouncer(properties, "bench-" + UUID.randomUUID(), ledger.source(), registry);
        } catch (MQClientException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.SETTLEMENT_INPROCESS,
                "the same system without HTTP: 1,000 instructions at a time join the lanes of a producer within the load"
                        + " generator; broker, consumer and events as before",
                "that the credit is there when the answer is: it follows. No API key is asked for",
                CLIENTS,
                TRANSFERS_PER_CALL);
    }

    @Override
    public Sender sender(int client) {
        return this::send;
    }

    private int send(List<BenchTransfer> transfers) throws InterruptedException {
        int accepted = 0;
        var left = transfers.stream().map(this::instruction).toList();
        while (!left.isEmpty()) {
            var answers = lanes.submit(ActingOwner.ANY, left);
            List<TransferInstruction> again = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                var answer = answers.get(i).join();
                if (answer instanceof Answer.Busy) {
                    again.add(left.get(i));
                } else if (isDebited(answer)) {
                    accepted++;
                }
            }
            left = again;
            if (!left.isEmpty()) {
                Thread.sleep(BUSY_PAUSE_MILLIS);
            }
        }
        return accepted;
    }

    private static boolean isDebited(Answer answer) {
        if (answer instanceof Answer.Decided decided && decided.outcome() instanceof DebitOutcome.Stored stored) {
            return stored.transfer().status() != TransferStatus.REJECTED;
        }
        throw new IllegalStateException("an instruction was answered " + answer);
    }

    private TransferInstruction instruction(BenchTransfer transfer) {
        return new TransferInstruction(
                TransferKind.TRANSFER,
                new IdempotencyKey(key(transfer)),
                account(transfer.source()),
                account(transfer.destination()),
                Money.ofMinor(transfer.amount(), LedgerAccounts.CURRENCY),
                "");
    }

    @Override
    public void close() {
        lanes.close();
        announcer.close();
        node.close();
        database.close();
        super.close();
    }
}
