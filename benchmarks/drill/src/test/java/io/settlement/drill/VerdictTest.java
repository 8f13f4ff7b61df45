package io.settlement.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.drill.check.Checker.Judgement;
import io.settlement.drill.check.FindingKind;
import io.settlement.drill.check.Findings;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static Verdict verdict(int faults, boolean complete, long accepted, long reads, Findings findings) {
        return new Verdict(7, faults, complete, new Judgement(accepted, 3, reads, findings));
    }

    @Test
    void isOneLineWithEveryCount() {
        assertThat(verdict(2, true, 40, 50, new Findings()).line())
                .isEqualTo("VERDICT ok seed=7 faults=2 accepted=40 unknown=3 reads=50"
                        + " lost=0 doubled=0 stranded=0 untrue=0 proof=0");
    }

    @Test
    void failsWhereNothingWasStruckAcceptedOrRead() {
        assertThat(verdict(0, true, 40, 50, new Findings()).isOk()).isFalse();
        assertThat(verdict(2, true, 0, 50, new Findings()).isOk()).isFalse();
        assertThat(verdict(2, true, 40, 0, new Findings()).isOk()).isFalse();
    }

    @Test
    void failsWhereAFaultThatWasAskedForNeverStruck() {
        assertThat(verdict(2, false, 40, 50, new Findings()).isOk()).isFalse();
    }

    @Test
    void failsOnAFindingOfAnyKindAndCountsItOnce() {
        for (var kind : FindingKind.values()) {
            var findings = new Findings();
            findings.add(kind, "transfer 1", "this", "that");
            var verdict = verdict(2, true, 40, 50, findings);
            assertThat(verdict.isOk()).isFalse();
            assertThat(verdict.line()).startsWith("VERDICT failed").containsOnlyOnce("=1");
        }
    }
}
