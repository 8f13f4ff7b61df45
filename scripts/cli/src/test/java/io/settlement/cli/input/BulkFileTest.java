package io.settlement.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.settlement.client.TransferRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkFileTest {

    private static final String HEAD =
            "idempotencyKey,sourceAccountId,destinationAccountId,amount,currency,reference\n";

    private static List<BulkLine> read(String format, String prefix, String text) throws IOException {
        return new BulkFile("f", RowFormat.of(format), Optional.ofNullable(prefix))
                .read(new BufferedReader(new StringReader(text)));
    }

    @Test
    void readsTheSameTransfersFromEachFormat() throws IOException {
        var csv = read("x.csv", null, HEAD + "k1,1,2,12.30,CNY,\"a \"\"b\"\", c\"\n\nk2,1,2,1,CNY,\n");
        assertThat(csv).extracting(BulkLine::number).containsExactly(2, 4);
        assertThat(csv.get(0).request().reference()).isEqualTo("a \"b\", c");
        assertThat(csv.get(0).request().amount()).isEqualTo("12.30");
        var tsv = read(
                "tsv",
                null,
                "amount\tcurrency\tdestinationAccountId\tidempotencyKey\tsourceAccountId\treference\n"
                        + "12.30\tCNY\t2\tk1\t1\ta \"b\", c\n1\tCNY\t2\tk2\t1\t\n");
        var json = read(
                "X.JSONL",
                null,
                "{\"idempotencyKey\":\"k1\",\"sourceAccountId\":\"1\",\"destinationAccountId\":"
                        + "\"2\",\"amount\":\"12.30\",\"currency\":\"CNY\",\"reference\":\"a \\\"b\\\", c\"}\n{\"idempotencyKey\":"
                        + "\"k2\",\"sourceAccountId\":\"1\",\"destinationAccountId\":\"2\",\"amount\":\"1\",\"currency\":\"CNY\"}");
        assertThat(requests(tsv)).isEqualTo(requests(csv));
        assertThat(requests(json)).isEqualTo(requests(csv));
    }

    private static List<TransferRequest> requests(List<BulkLine> lines) {
        return lines.stream().map(BulkLine::request).toList();
    }

    @Test
    void makesTheSameKeysForTheSameFile() throws IOException {
        var text = "sourceAccountId,destinationAccountId,amount,currency\n1,2,1.00,CNY\n1,2,1.00,CNY\n";
        var lines = read("csv", "run-", text);
        assertThat(lines.stream().map(line -> line.request().key().value())).containsExactly("run-2", "run-3");
        assertThat(read("csv", "run-", text)).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line 2 has no idempotencyKey|,1,2,1.00,CNY,",
                "line 2 has 2 fields, the first line 6|k,1",
                "line 2 has no destinationAccountId|k,1,,1.00,CNY,",
                "line 2 amount '1,00' is no amount|k,1,2,\"1,00\",CNY,",
                "line 2 amount '-1' is no amount|k,1,2,-1,CNY,",
                "line 2 an idempotency key has|k k,1,2,1,CNY,",
                "line 2 has a double quote that is not closed|k,1,2,1,CNY,\"x",
                "line 3 has payer and key of line 2|k,1,2,1,CNY,\nk,1,3,2,CNY,",
                "has no transfers|"
            })
    void refusesTheWholeFileForOneLine(String errorAndText) {
        var parts = errorAndText.split("\\|", 2);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("csv", null, HEAD + parts[1]))
                .withMessageContaining(parts[0]);
    }

    @Test
    void refusesFieldsThatItDoesNotKnowAndJsonNumbers() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("csv", null, HEAD.replace("reference", "referenec")))
                .withMessageContaining("line 1 names 'referenec', which is no field; the fields are amount,");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("jsonl", null, "{\"amount\":12.30}"))
                .withMessageContaining("line 1 amount is no string");
        for (var other : List.of("[]", "{", "x", "{\"a\":\"b\"}", "{\"amount\":\"1\",\"amount\":\"2\"}")) {
            assertThatExceptionOfType(Refused.class).isThrownBy(() -> read("jsonl", null, other));
        }
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("csv", null, HEAD + "k,1,2,1,CNY," + "x".repeat(5_000)))
                .withMessageContaining("longer than");
    }

    @Test
    void refusesMoreLinesThanItMayHave() {
        var text = "sourceAccountId,destinationAccountId,amount,currency\n"
                + "1,2,1,CNY\n".repeat(BulkFile.MOST_LINES + 1);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read("csv", "p", text))
                .withMessageContaining("more than 100000 transfers; split it");
    }
}
