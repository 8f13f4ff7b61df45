package io.settlement.producer.web;

import static io.settlement.producer.web.ApiFields.AMOUNT;
import static io.settlement.producer.web.ApiFields.ID;
import static io.settlement.producer.web.ApiFields.dateTime;
import static io.settlement.producer.web.ApiFields.decimal;
import static io.settlement.producer.web.ApiFields.flag;
import static io.settlement.producer.web.ApiFields.matching;
import static io.settlement.producer.web.ApiFields.number;
import static io.settlement.producer.web.ApiFields.of;
import static io.settlement.producer.web.ApiFields.structure;
import static io.settlement.producer.web.ApiFields.text;

import io.settlement.ledger.RejectionReason;
import java.util.Set;

/** What each field of the operator's answers means, as {@link ApiFields} has it of the others. */
final class OperateFields {

    static final Set<String> OPTIONAL = Set.of(
            "TransferTrace.unreadShard",
            "TracedStep.detail",
            "TracedStep.entry",
            "TracedStep.published",
            "ShardStanding.trouble",
            "ShardStanding.openTransfers",
            "ShardStanding.oldestOpenMillis",
            "ShardStanding.parkedTransfers",
            "ShardStanding.inFlight",
            "ShardStanding.latest",
            "ShardStanding.journalEntries",
            "ShardStanding.eventsWaiting",
            "OperatorHealth.readOnly",
            "ComponentHealth.stillWorks",
            "RegisteredInstances.trouble",
            "RegisteredInstance.version",
            "RegisteredInstance.slotMapDigest",
            "RegisteredInstance.trouble",
            "RunningDocument.refusal",
            "ParkedOnShard.trouble");

    private static final String[] HEALTH = {"UP", "DEGRADED", "DOWN", "OUT_OF_SERVICE", "UNKNOWN"};

    private OperateFields() {}

    /** Called once, before the first look at a field. */
    static void describe() {
        text("OperatorFigures.at", "When it was told, UTC.", dateTime());
        text("producer", "The process that answers, as it is registered: its counts are its own.", schema -> {});
        text("OperatorFigures.since", "When this process started, and its counts with it.", dateTime());
        structure("all", "The shards together, without those that are unread; they share no moment.");
        structure("unreadShards", "The shards that did not answer in time, which the sums lack.");
        structure("shards", "One for each shard.");
        text("trouble", "Why it cannot be told; absent where it is.", schema -> {});
        number("openTransfers", "Transfers of payers there that are DEBITED.");
        number("oldestOpenMillis", "The age of the oldest of them, by the shard's clock; 0 where there is none.");
        number("parkedTransfers", "Transfers that are set aside, open too.");
        structure("inFlight", "CLEARING, one for each currency: what is debited and not finished.");
        text("MoneyInFlight.amount", "A decimal string.", matching("-?" + AMOUNT));
        structure("latest", "How the latest debits stand: a few of each of a shard's latest 32 batches, at most 256.");
        number("LatestTransfers.transfers", "How many of them.");
        number("journalEntries", "Money transactions ever: debits, credits and finishes.");
        number("eventsWaiting", "Journal entries whose events are not published.");
        structure("answers", "What callers were told, by this process.");
        text("answer", "As in the metric settlement_accept_seconds.", schema -> {});
        number("instructions", "How many, since this process started.");
        structure("rejections", "What the ledger rejected, by this process; reasons that there were.");
        text("RejectionCount.reason", "Why.", of(RejectionReason.values()));

        text("batchId", "The batch that it was debited in, a key of its message.", matching(ID));
        text("TracedStep.at", "UTC, by the clock of the process that wrote the step.", dateTime());
        number("entry", "The number of the shard's journal entry that it was written in; absent where no money moved.");
        flag("published", "Whether that entry's account events are published; absent where it is not known.");

        text("OperatorHealth.status", "As /actuator/health has it.", of(HEALTH));
        text("ComponentHealth.status", "As /actuator/health has it.", of(HEALTH));
        text("readOnly", "Why nothing is taken that would change anything; absent while everything is.", schema -> {});
        structure("components", "The parts that this process stands on.");
        text("component", "What it is called in /actuator/health.", schema -> {});
        structure("missing", "What of it is missing, each in one line.");
        text("stillWorks", "What goes on meanwhile; absent where nothing is missing.", schema -> {});
        flag("up", "Whether the shard is there and routed to.");
        flag(
                "circuitOpen",
                "Whether this process lets one request at a time through to it, after some without an answer.");
        number("queuedInstructions", "Instructions that wait here to be debited on it.");
        number("unresolvedBatches", "Batches of which even the fence has no answer; above 0 it is sent nothing.");
        number("connectionsActive", "Connections of this process's pool that are in use.");
        number("connectionsLimit", "Connections that the pool may have.");
        number("threadsWaiting", "Threads that wait for one.");

        structure("instances", "In the order of services and addresses.");
        text("service", "The name that it is registered under.", schema -> {});
        text("address", "Where callers reach it, host:port.", schema -> {});
        decimal("weight", "The share of calls that it is given.");
        flag("healthy", "Whether Nacos hears from it.");
        flag("enabled", "Whether Nacos gives it callers.");
        text("version", "Of its build; absent where it does not tell.", schema -> {});
        text(
                "slotMapDigest",
                "The first digits of its slot map's digest; absent where it does not tell.",
                schema -> {});
        structure("documents", "The documents that it follows in Nacos while it runs.");
        text("dataId", "The name of the document in Nacos.", schema -> {});
        text("md5", "Of the text in force, as Nacos shows it.", schema -> {});
        text("RunningDocument.since", "When the process put it in force, UTC.", dateTime());
        text("refusal", "Why what was pushed last is not in force; absent where it is.", schema -> {});

        structure("parked", "Oldest transfer first, at most 100.");
        flag("more", "Whether there are more.");
        text("stage", "What it broke.", of("CREDIT", "FINISH"));
        text("ParkedTransfer.reason", "What the database said.", schema -> {});
        text("parkedAt", "When, UTC.", dateTime());
    }
}
