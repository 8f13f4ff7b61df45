package io.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferStatusTest {

    @Test
    void movesADebitedTransferToWhatItsLegSays() {
        assertThat(TransferStatus.DEBITED.after(LegOutcome.CREDITED)).isEqualTo(TransferStatus.SETTLED);
        assertThat(TransferStatus.DEBITED.after(LegOutcome.REFUSED)).isEqualTo(TransferStatus.REVERSED);
        assertThat(TransferStatus.DEBITED.isFinal()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferStatus.class,
            names = {"SETTLED", "REVERSED", "REJECTED"})
    void movesAFinalTransferNowhere(TransferStatus status) {
        assertThat(status.isFinal()).isTrue();
        for (var outcome : LegOutcome.values()) {
            assertThatThrownBy(() -> status.after(outcome)).isInstanceOf(LedgerInvariantViolated.class);
        }
    }

    /** Run with -Dsettlement.write-docs=true to write the file after a change of the edges. */
    @Test
    void isDocumentedByItsTableOfEdges() throws IOException {
        var file = Path.of(System.getProperty("settlement.root", ".."), "docs", "transfer-states.md");
        if (Boolean.getBoolean("settlement.write-docs")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, document());
        }
        assertThat(file).content().isEqualTo(document());
    }

    private static String document() {
        var text = new StringBuilder("""
                # States of a transfer

                Written by `TransferStatusTest` from the one table of edges in `TransferStatus`; do not edit by hand.

                | from | event | to |
                |---|---|---|
                """);
        for (var edge : TransferStatus.edges()) {
            var from = Optional.ofNullable(edge.from()).map(Enum::name).orElse("(new)");
            text.append("| %s | %s | %s |%n".formatted(from, edge.event(), edge.to()));
        }
        text.append("\nFinal: ");
        text.append(String.join(
                ", ",
                java.util.Arrays.stream(TransferStatus.values())
                        .filter(TransferStatus::isFinal)
                        .map(Enum::name)
                        .toList()));
        return text.append(". A final transfer never changes again.\n").toString();
    }
}
