package io.settlement.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final ShardId SHARD = new ShardId(3);
    private final Findings findings = new Findings();

    @Test
    void keepsEachBreakOnce() {
        findings.add(aBreak(1));
        findings.add(aBreak(1));

        assertThat(report().breaks()).containsExactly(aBreak(1));
        assertThat(report().breaksLeftOut()).isFalse();
    }

    @Test
    void keepsABoundedNumberOfAKindAndSaysSo() {
        for (int i = 0; i <= Findings.MOST_OF_A_KIND; i++) {
            findings.add(aBreak(i));
        }

        assertThat(report().breaks()).hasSize(Findings.MOST_OF_A_KIND);
        assertThat(report().breaksLeftOut()).isTrue();
    }

    @Test
    void asksAFailedShardNoMore() {
        var asked = new AtomicInteger();
        findings.reading(SHARD, () -> {
            asked.incrementAndGet();
            throw new SQLException("gone");
        });
        findings.reading(SHARD, asked::incrementAndGet);

        assertThat(asked).hasValue(1);
        assertThat(findings.allRead()).isFalse();
        assertThat(report().unread()).containsExactly(new UnreadShard(SHARD, "gone"));
    }

    private ReconciliationReport report() {
        return findings.report(List.of(), true);
    }

    private static Break aBreak(int number) {
        return Break.on(SHARD, BreakKind.LEG_MISSING, "CNY", "transfer " + number, "a leg", "none");
    }
}
