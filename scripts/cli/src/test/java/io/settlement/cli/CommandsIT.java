package io.settlement.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.cli.RealStack.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command, a process each time, on a real stack. */
@Timeout(600)
class CommandsIT {

    private static final JsonMapper JSON = new JsonMapper();

    private static RealStack stack;

    private String payer;
    private String payee;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        stack = new RealStack();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @BeforeEach
    void openAccounts() {
        payer = open("ann");
        payee = open("bob");
        prepared("account deposit " + payer + " 100.00 CNY");
    }

    /** In this JVM: what only prepares or checks need not cost a process. */
    private static String prepared(String line) {
        var run = new CommandRun();
        int code = run.execute((line + " --data " + stack.data()).split(" "));
        assertThat(code).as(run::err).isZero();
        return run.out();
    }

    private static String open(String owner) {
        return JSON.readTree(prepared("account open --currency CNY --json --owner " + owner))
                .path("accountId")
                .asString();
    }

    private static Ended run(String line) {
        return stack.run(line.split(" "));
    }

    private static JsonNode json(Ended ended) {
        assertThat(ended.out()).as(ended.toString()).hasLineCount(1);
        return JSON.readTree(ended.out());
    }

    private static List<JsonNode> lines(Ended ended) {
        return ended.out().lines().map(JSON::readTree).toList();
    }

    private String balance(String account) {
        return JSON.readTree(prepared("account get --json " + account))
                .path("balance")
                .asString();
    }

    @Test
    void movesMoneyAndShowsWhatBecameOfIt() {
        var send = "transfer send --from " + payer + " --to " + payee + " --amount 12.30 --currency CNY";
        var sent = run(send + " --reference 房租 --key rent-11 --wait 30s --json");
        assertThat(sent.code()).as(sent.toString()).isZero();
        assertThat(json(sent).path("status").asString()).isEqualTo("SETTLED");
        assertThat(json(sent).path("reference").asString()).isEqualTo("房租");
        var id = json(sent).path("transferId").asString();

        assertThat(json(run(send + " --reference 房租 --key rent-11 --json"))
                        .path("transferId")
                        .asString())
                .isEqualTo(id);
        assertThat(run(send + " --key rent-11").code()).as("another reference").isEqualTo(ExitCode.REFUSED);
        assertThat(balance(payer)).isEqualTo("87.70");

        assertThat(run("transfer get " + id).out()).contains("ACCEPTED", "DEBITED", "CREDITED", "SETTLED", "房租");
        assertThat(run("transfer by-key " + payer + " rent-11").out()).contains(id);
        assertThat(run("transfer by-key " + payer + " rent-12").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(lines(run("transfer list --json " + payer))).hasSize(2);
        assertThat(lines(run("transfer list --json --incoming --since 1h " + payee)))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.path("transferId").asString()).isEqualTo(id));
        toldByEvents(id);
        shownByStatements(id);
    }

    private void toldByEvents(String id) {
        var told = lines(run("events --json --since 10m --count 2 --for 60s --account " + payer));
        assertThat(told).extracting(event -> event.path("sequence").asInt()).containsExactly(1, 2);
        assertThat(told.get(1).path("amount").asString()).isEqualTo("-12.30");
        assertThat(told.get(1).path("balanceAfter").asString()).isEqualTo("87.70");
        assertThat(told.get(1).path("transferId").asString()).isEqualTo(id);
        assertThat(run("events --since 10m --for 1s --account " + payee).out()).contains("CREDIT", "12.30", id);
    }

    private void shownByStatements(String id) {
        assertThat(run("statement " + payer).out())
                .contains("opening balance 0.00", "-12.30", "87.70", id, "closing balance 87.70 after line 2");
        var second = json(run("statement --json --from 2 " + payer));
        assertThat(second.path("lines")).hasSize(1);
        assertThat(second.at("/opening/balance").asString()).isEqualTo("100.00");
        assertThat(run("statement --since 1h --limit 1 " + payer).err()).contains("there are more lines");
    }

    @Test
    void changesAccounts() {
        assertThat(run("account freeze --side debit --reason court " + payer).out())
                .contains("FROZEN_DEBIT", "court");
        var rejected = run("account withdraw " + payer + " 100.00 CNY");
        assertThat(rejected.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(rejected.out()).contains("SOURCE_FROZEN");
        assertThat(run("account unfreeze " + payer).out()).contains("OPEN");
        assertThat(run("account withdraw " + payer + " 100.00 CNY").code()).isZero();
        assertThat(run("account close " + payer).out()).contains("CLOSED");
        assertThat(run("account credit-limit " + payee + " 1.00").err()).contains("409 ACCOUNT_STATE");
        assertThat(lines(run("account list --json --owner bob")))
                .extracting(account -> account.path("accountId").asString())
                .contains(payee);
        assertThat(run("account get 1024").code()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void sendsAFileTwiceAndMovesItsMoneyOnce() throws Exception {
        var file = folder.resolve("wages.csv");
        Files.writeString(
                file,
                "sourceAccountId,destinationAccountId,amount,currency,reference\n" + line("10.00") + line("1000.00")
                        + line("20.00"));
        var bulk = "transfer bulk --key-prefix wages- --json " + file;
        var first = run(bulk);
        assertThat(first.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(first.err()).contains("TAKEN 2, REFUSED 1");
        assertThat(lines(first))
                .extracting(item -> item.path("outcome").asString())
                .containsExactly("TAKEN", "REFUSED", "TAKEN");
        assertThat(transferIds(run(bulk))).isEqualTo(transferIds(first));
        assertThat(balance(payer)).isEqualTo("70.00");
    }

    private String line(String amount) {
        return payer + "," + payee + "," + amount + ",CNY,\"wages, 11\"\n";
    }

    private static List<String> transferIds(Ended bulk) {
        return lines(bulk).stream()
                .map(item -> item.at("/transfer/transferId").asString())
                .toList();
    }

    @Test
    void aKilledSendIsRepeatedWithTheKeyThatItShowed() throws Exception {
        var send = "transfer send --from " + payer + " --to " + payee + " --amount 12.30 --currency CNY";
        var killed = stack.start(send.split(" "));
        var said =
                new BufferedReader(new InputStreamReader(killed.getErrorStream(), StandardCharsets.UTF_8)).readLine();
        killed.destroyForcibly().waitFor();
        assertThat(said).startsWith("idempotency key ");
        var key = said.split("[ ;]")[2];
        assertThat(run(send + " --key " + key).code()).isZero();
        assertThat(run(send + " --key " + key).code()).isZero();
        assertThat(balance(payer)).isEqualTo("87.70");
    }

    /** Each block as it stands, but for port and folder. */
    @Test
    void whatTheReadmeShowsWorks() throws IOException {
        var said = new ReadmeBlocks(stack, folder).run(Path.of(System.getProperty("settlement.root"), "README.md"));

        assertThat(said).anyMatch(out -> out.contains("nothing was changed"));
        assertThat(said).anyMatch(out -> out.contains("\"accountId\":\"") && out.contains("\"owner\":\"ann\""));
        assertThat(said).anyMatch(out -> out.contains("Usage: scripts/settlement transfer send"));
        assertThat(said).anyMatch(out -> out.contains("Ann's shop"));
    }
}
