package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Compares transfers with their legs on other shards, while the system may be running. Shards have no common snapshot, so
 * the order of reading carries the proof: a SETTLED transfer that was read had its leg committed before, so legs are read
 * after transfers; a leg that was read had its transfer committed before, so the second pass reads legs first. No row of
 * either kind is ever deleted, and a decided leg never changes.
 *
 * <p>Every shard is asked for every id: which shard a leg ought to be on is the slot map's word, and a leg decided under
 * a wrong map on a second shard is just what must be found.
 */
final class LegProof {

    private final ShardRows rows;
    private final Findings findings;

    LegProof(Map<ShardId, ReadOnlyConnection> connections, int pageSize, Findings findings) {
        this.rows = new ShardRows(connections, pageSize, findings);
        this.findings = findings;
    }

    void prove() {
        rows.eachRange(ProofQuery.SOURCES, Source::read, this::sourcesThenLegs);
        rows.eachRange(ProofQuery.LEGS, Leg::read, this::legsThenSources);
    }

    private void sourcesThenLegs(List<Source> page, IdRange range) {
        var sources = new HashMap<Long, Source>();
        page.forEach(source -> addOnce(sources, source));
        var legs = new HashMap<Long, Leg>();
        rows.eachRow(ProofQuery.LEGS, Leg::read, range, leg -> {
            var source = sources.get(leg.transferId());
            if (source != null) {
                compare(source, leg);
                refuseSecond(legs.put(leg.transferId(), leg), leg);
            }
        });
        page.stream()
                .filter(source -> source.needsLeg() && !legs.containsKey(source.transferId()) && findings.allRead())
                .forEach(source -> findings.add(source.toBreak(BreakKind.LEG_MISSING, source.wantedLeg(), "none")));
    }

    private void legsThenSources(List<Leg> page, IdRange range) {
        var legs = new HashMap<Long, Leg>();
        page.forEach(leg -> refuseSecond(legs.put(leg.transferId(), leg), leg));
        var known = new HashSet<Long>();
        rows.eachRow(ProofQuery.SOURCES, Source::read, range, source -> {
            var leg = legs.get(source.transferId());
            if (leg != null) {
                compare(source, leg);
                known.add(source.transferId());
            }
        });
        page.stream()
                .filter(leg -> !known.contains(leg.transferId()) && findings.allRead())
                .forEach(leg -> findings.add(leg.toBreak(
                        BreakKind.LEG_WITHOUT_TRANSFER, "its transfer", "none for a " + leg.outcome() + " leg")));
    }

    private void addOnce(Map<Long, Source> sources, Source source) {
        var other = sources.put(source.transferId(), source);
        if (other != null) {
            findings.add(source.toBreak(BreakKind.TRANSFER_TWICE, "only on " + other.shard(), source.shard()));
        }
    }

    private void refuseSecond(Leg first, Leg second) {
        if (first != null) {
            findings.add(second.toBreak(BreakKind.LEG_TWICE, "only on " + first.shard(), "on " + second.shard()));
        }
    }

    private void compare(Source source, Leg leg) {
        if (!source.allows(leg.outcome())) {
            findings.add(leg.toBreak(BreakKind.LEG_WRONG_OUTCOME, source.wantedLeg(), leg.outcome()));
        }
        if (source.destination() != leg.destination()) {
            findings.add(leg.toBreak(
                    BreakKind.LEG_WRONG_PAYEE, "account " + source.destination(), "account " + leg.destination()));
        }
        if (source.amount() != leg.amount()) {
            findings.add(leg.toBreak(BreakKind.LEG_WRONG_AMOUNT, source.amount(), leg.amount()));
        }
        if (!source.currency().equals(leg.currency())) {
            findings.add(leg.toBreak(BreakKind.LEG_WRONG_CURRENCY, source.currency(), leg.currency()));
        }
    }
}
