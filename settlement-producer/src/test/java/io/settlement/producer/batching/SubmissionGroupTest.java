package io.settlement.producer.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ActingOwner;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubmissionGroupTest {

    private static final AccountId PAYER = new AccountId(1024);
    private static final AccountId PAYEE = new AccountId(1025);

    @Test
    void oneNameIsOneGroupAndAnotherNameAnother() {
        var instruction = LedgerNode.transfer(PAYER, PAYEE, 100);
        var stranger = ActingOwner.of("a stranger");
        var callers = Stream.of(stranger, ActingOwner.ANY, stranger, ActingOwner.ANY)
                .map(by -> new Submission(instruction, by))
                .toList();

        assertThat(SubmissionGroup.of(callers))
                .as("or the stranger's refusal would be everybody's")
                .containsExactly(
                        new SubmissionGroup(List.of(callers.get(0), callers.get(2))),
                        new SubmissionGroup(List.of(callers.get(1), callers.get(3))));
    }
}
