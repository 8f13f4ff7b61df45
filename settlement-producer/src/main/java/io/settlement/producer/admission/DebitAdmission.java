package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.batching.LimitingRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Holds instructions against the rules for their payer, then against those for their shard's debits, {@code debit shard-0}
 * and so on. Both are asked as what this service calls, not as what calls it: system rules bound the door, once a request.
 */
final class DebitAdmission implements Admission {

    /** The one resource of param-flow rules; its parameter is the account's id. */
    static final String PAYER = "payer";

    private final Refusals refusals;
    private final BooleanSupplier payersAreWatched;

    /** @param payersAreWatched whether there is a rule for them; without one they are not asked for */
    DebitAdmission(Refusals refusals, BooleanSupplier payersAreWatched) {
        this.refusals = refusals;
        this.payersAreWatched = payersAreWatched;
    }

    static String resource(ShardId shard) {
        return "debit shard-" + shard.number();
    }

    @Override
    public Entrance ask(ShardId shard, List<TransferInstruction> instructions) {
        var entrance = new Entered(instructions.size());
        if (payersAreWatched.getAsBoolean()) {
            askForPayers(instructions, entrance);
        }
        var resource = resource(shard);
        var inside = entrance.inside();
        keepOut(entrance, inside, share(resource, inside.size(), part -> entrance.add(resource, part)));
        return entrance;
    }

    private void askForPayers(List<TransferInstruction> instructions, Entered entrance) {
        Map<String, List<Integer>> byPayer = new LinkedHashMap<>();
        for (int i = 0; i < instructions.size(); i++) {
            var instruction = instructions.get(i);
            if (instruction.kind() != TransferKind.DEPOSIT) {
                byPayer.computeIfAbsent(instruction.source().toString(), payer -> new ArrayList<>())
                        .add(i);
            }
        }
        byPayer.forEach((payer, indexes) ->
                keepOut(entrance, indexes, share(PAYER, indexes.size(), part -> Entries.pass(PAYER, part, payer))));
    }

    /** How many of those that asked come in, and the rule that keeps out the others. */
    private record Share(int admitted, LimitingRule limit) {}

    @FunctionalInterface
    private interface Question {
        void ask(int instructions) throws BlockException;
    }

    /** Asks for all of them at once, then for ever smaller parts: one question where there is no shortage. */
    private static Share share(String resource, int wanted, Question question) {
        int admitted = 0;
        int part = wanted;
        LimitingRule limit = null;
        while (part > 0) {
            try {
                question.ask(part);
                admitted += part;
                part = Math.min(part, wanted - admitted);
            } catch (BlockException full) {
                limit = Refusals.rule(full, resource);
                part /= 2;
            }
        }
        return new Share(admitted, limit);
    }

    /** The first ones come in. */
    private void keepOut(Entered entrance, List<Integer> indexes, Share share) {
        int turnedAway = indexes.size() - share.admitted;
        if (turnedAway > 0) {
            indexes.subList(share.admitted, indexes.size()).forEach(index -> entrance.keepOut(index, share.limit));
            refusals.count(share.limit, turnedAway);
        }
    }

    /** What a request's instructions for one shard were told. */
    private static final class Entered implements Entrance {

        private final LimitingRule[] limits;
        private final Map<AsyncEntry, Integer> entries = new LinkedHashMap<>();

        Entered(int instructions) {
            limits = new LimitingRule[instructions];
        }

        void keepOut(int index, LimitingRule limit) {
            limits[index] = limit;
        }

        void add(String resource, int instructions) throws BlockException {
            entries.put(Entries.open(resource, EntryType.OUT, instructions, ""), instructions);
        }

        /** Those that no rule keeps out so far. */
        List<Integer> inside() {
            List<Integer> inside = new ArrayList<>();
            for (int i = 0; i < limits.length; i++) {
                if (limits[i] == null) {
                    inside.add(i);
                }
            }
            return inside;
        }

        @Override
        public Optional<LimitingRule> keepsOut(int index) {
            return Optional.ofNullable(limits[index]);
        }

        @Override
        public void end(boolean troubled) {
            entries.forEach((entry, instructions) -> Entries.close(entry, instructions, troubled));
        }
    }
}
