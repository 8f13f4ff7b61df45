package io.settlement.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingOrderFileTest {

    private static final String GOOD = "29401\t1\tYZ\t87144583\t245.20\tHH\n";

    @TempDir
    private Path folder;

    @Test
    void readsOrdersWithTheirBlanksAndAmountsWithoutALeadingZero() throws IOException {
        var orders =
                StandingOrderFile.read(file(StandingOrder.HEADER + "\n" + GOOD + "29402\t2\tST\t89597016\t.80\t  \n"));
        assertThat(orders)
                .extracting(StandingOrder::id, StandingOrder::payer, StandingOrder::bank, StandingOrder::payee)
                .containsExactly(tuple("29401", "1", "YZ", "87144583"), tuple("29402", "2", "ST", "89597016"));
        assertThat(orders).extracting(order -> order.amount().toString()).containsExactly("245.20 CZK", "0.80 CZK");
        assertThat(orders).extracting(StandingOrder::kind).containsExactly("HH", "");
    }

    @Test
    void readsFilesThatEndTheirLinesTheOtherWayOrNotAtAll() throws IOException {
        var text = (StandingOrder.HEADER + "\n" + GOOD).replace("\n", "\r\n").stripTrailing();
        assertThat(StandingOrderFile.read(file(text))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "29402,2,ST,89597016,337.2,LO | amount '337.2' is not an amount with two decimals",
                "29402,2,ST,89597016,-3.20,LO | amount '-3.20' is not an amount with two decimals",
                "29402,2,ST,89597016,1e3,LO | amount '1e3' is not an amount with two decimals",
                "29402,2,ST,89597016,,LO | amount '' is not an amount with two decimals",
                "29402,2,ST,89597016,.00,LO | amount must be greater than zero",
                "29402,2,ST,89597016,10000000000000.01,LO | above the limit of one transfer",
                "29402,2,ST,89597016,1.00 | it has 5 tab-separated columns instead of 6",
                "29402,2,ST,89597016,1.00,LO,x | it has 7 tab-separated columns instead of 6",
                "29402,2,S1,89597016,1.00,LO | bank_to 'S1' is not two capital letters",
                "x,2,ST,89597016,1.00,LO | order_id 'x' is not a number",
                "29402,,ST,89597016,1.00,LO | account_id '' is not a number",
                "29402,2,ST,8959 7016,1.00,LO | account_to '8959 7016' is not a number",
                "29402,2,ST,89597016,1.00,LOAN | kind 'LOAN' is longer than two letters",
                "29401,2,ST,89597016,1.00,LO | order_id 29401 stands on line 2 already",
                "'' | it has 1 tab-separated columns instead of 6"
            })
    void namesTheLineAndWhatIsWrongWithIt(String line, String message) throws IOException {
        var file = file(StandingOrder.HEADER + "\n" + GOOD + line.replace(',', '\t') + "\n");
        assertThatThrownBy(() -> StandingOrderFile.read(file))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("--orders " + file + ": line 3: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAFileThatIsNotOne() throws IOException {
        assertThatThrownBy(() -> StandingOrderFile.read(folder.resolve("absent")))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> StandingOrderFile.read(folder))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> StandingOrderFile.read(file("")))
                .hasMessageContaining("line 1: is not the header line");
        assertThatThrownBy(() -> StandingOrderFile.read(file(GOOD)))
                .hasMessageContaining("line 1: is not the header line");
        assertThatThrownBy(() -> StandingOrderFile.read(file(StandingOrder.HEADER + "\n")))
                .hasMessageContaining("has no orders");
    }

    @Test
    void refusesBytesThatAreNotText() throws IOException {
        var file = folder.resolve("binary.tsv");
        Files.write(file, (StandingOrder.HEADER + "\n1\t\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> StandingOrderFile.read(file))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("not UTF-8 text");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("orders.tsv"), text);
    }
}
