package io.settlement.operator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.TransferId;
import io.settlement.operator.input.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final String CLUSTER = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void remembersWhatHasEndedAndNothingElse() {
        var file = folder.resolve("journal");
        try (var journal = Journal.open(file, CLUSTER)) {
            journal.note(ended(1, End.SETTLED));
            journal.note(ended(2, End.PARKED));
            journal.note(ended(3, End.SHARD_UNREACHABLE));
            journal.note(ended(4, End.NOT_REACHED));
            journal.note(ended(5, End.ALREADY_FINAL));
        }
        assertThat(doneIn(file)).containsExactlyInAnyOrder(new TransferId(1), new TransferId(5));
    }

    @Test
    void aTornLineCountsForNothingAndTheNextOneIsWhole() throws IOException {
        var file = folder.resolve("journal");
        try (var journal = Journal.open(file, CLUSTER)) {
            journal.note(ended(1, End.SETTLED));
        }
        Files.writeString(file, Files.readString(file) + "22 SETT");
        try (var journal = Journal.open(file, CLUSTER)) {
            assertThat(journal.done()).containsExactly(new TransferId(1));
            journal.note(ended(3, End.REVERSED));
        }
        assertThat(doneIn(file)).containsExactlyInAnyOrder(new TransferId(1), new TransferId(3));
    }

    @Test
    void isRefusedForAnotherCluster() {
        var file = folder.resolve("journal");
        Journal.open(file, CLUSTER).close();

        assertThatThrownBy(() -> Journal.open(file, CLUSTER.replace('0', 'f')))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is no journal of this cluster");
    }

    private static Set<TransferId> doneIn(Path file) {
        try (var journal = Journal.open(file, CLUSTER)) {
            return journal.done();
        }
    }

    private static Ended ended(long id, End end) {
        return new Ended(new TransferId(id), end, Optional.empty(), "");
    }
}
