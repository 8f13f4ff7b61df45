package io.settlement.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says and how it ends, over answers that are made to order; real ones come in {@link CommandsIT}. */
class CommandsTest {

    private static final String TRANSFER =
            "{\"transferId\":\"7\",\"sourceAccountId\":\"1\",\"destinationAccountId\":\"2\","
                    + "\"amount\":\"12.30\",\"currency\":\"CNY\",\"reference\":\"a\\u001bb\",\"status\":\"DEBITED\"}";
    private static final String SEND = "transfer send --from 1 --to 2 --amount 12.30 --currency CNY";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CommandRun run = new CommandRun();
    private HttpServer server;
    private int status = 202;
    private String body = TRANSFER;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " " + exchange.getRequestURI());
        exchange.getRequestBody().readAllBytes();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int execute(String line, String... more) {
        return run.execute(
                Stream.concat(Stream.of(line.split(" ")), Stream.of(more)).toArray(String[]::new));
    }

    private int ask(String line, String... more) {
        run.with("SETTLEMENT_API_KEY", "stl_test");
        // Who is told to try again does so until then; everybody else has an answer long before.
        var deadline = status == 429 || status == 503 ? "400ms" : "20s";
        return execute(line + " --deadline " + deadline + " --producer " + address(), more);
    }

    private void answers(int code, String reason) {
        status = code;
        body = "{\"reason\":\"" + reason + "\",\"detail\":\"because\",\"field\":\"amount\"}";
    }

    @Test
    void showsAKeyBeforeItSendsIt() {
        assertThat(ask(SEND)).as(run::err).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).hasLineCount(1);
        var key = run.err().replaceFirst("(?s)idempotency key (\\S+);.*", "$1");
        assertThat(asked).containsExactly("Bearer stl_test " + key + " /v1/transfers");
        assertThat(ask(SEND, "--key", "k-1")).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(asked.get(1)).contains(" k-1 ");
    }

    @Test
    void showsTablesAndJsonAndNoControlCharacters() {
        assertThat(ask(SEND)).isZero();
        assertThat(run.out()).contains("transfer", "12.30", "DEBITED", "a b").doesNotContain("\u001b");
        assertThat(ask(SEND, "--json")).isZero();
        assertThat(run.out())
                .hasLineCount(1)
                .contains("\"transferId\":\"7\"", "\"amount\":\"12.30\"", "a\\u001Bb")
                .doesNotContain("kind", "null");
    }

    @Test
    void endsWithThreeWhereItWasRefused() {
        answers(409, "KEY_CONFLICT");
        assertThat(ask(SEND, "--key", "k")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .isEqualTo("settlement transfer send: 409 KEY_CONFLICT (amount): because; give the content that the key"
                        + " stands for, or another --key\n");
        status = 422;
        body = TRANSFER.replace("\"DEBITED\"", "\"REJECTED\",\"reason\":\"SOURCE_FROZEN\"");
        assertThat(ask(SEND, "--key", "k")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).contains("REJECTED", "SOURCE_FROZEN");
    }

    @Test
    void endsWithFourWhereTheOutcomeIsUnknown() {
        answers(503, "UNKNOWN");
        assertThat(ask(SEND, "--key", "k")).isEqualTo(ExitCode.UNKNOWN);
        assertThat(run.err())
                .hasLineCount(1)
                .contains("not known", "same key k", "GET /v1/transfers/by-key?accountId=1&idempotencyKey=k")
                .doesNotContain("fail");
        assertThat(asked).hasSizeGreaterThan(1);
        answers(503, "SHARD_UNAVAILABLE");
        asked.clear();
        assertThat(ask("account close 1")).isEqualTo(ExitCode.UNKNOWN);
        assertThat(asked).hasSize(1);
        assertThat(run.err()).contains("look before you repeat it: GET /v1/accounts/1");
    }

    @Test
    void endsWithOneWhereNobodyTookIt() {
        server.stop(0);
        assertThat(ask(SEND, "--key", "k")).isEqualTo(ExitCode.NOT_DONE);
        assertThat(run.err()).contains("no connection to " + address()).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|say what",
                "account|say which",
                "transfer|say which",
                "account open --owner a|--currency",
                "account list|give --owner, --number or both",
                "account freeze 1|--reason",
                "account freeze 1 --reason x --side ALL|ALL",
                "transfer send --from 1 --to 2 --amount 1e9 --currency CNY|no amount; write it plainly",
                "transfer send --from 1 --to 2 --amount -1 --currency CNY|no amount",
                "transfer send --from 1 --to 2 --amount 1 --currency CNY --wait 31s|from 1s to 30s",
                "account deposit 1 1 CNY --key \u00e4|visible ASCII",
                "transfer list 1 --since yesterday|no time; write",
                "statement 1 --from 1 --since 2h|by number, or by time",
                "statement 1 --from 0|1 or more",
                "statement 1 --limit 0|from 1 to",
                "transfer bulk nowhere.tsv|cannot be read",
                "transfer bulk file.txt|say --format",
                "transfer bulk -|standard input has no name",
                "events --account x|no account's id",
                "events --count 0|1 or more",
                "events --for 1|no length of time",
                "account get 1 --deadline 0s|no length of time",
                "account get 1 --data x --producer http://h|--producer and --data",
                "account get 1 --nacos x|HOST:PORT",
                "account get 1 --nacos=|HOST:PORT",
                "account get 1 --nacos h:1 --nacos-namespace public|one of its own",
                "account get 1 --nacos h:1 --producer http://h|--nacos goes without",
                "account get 1 --nacos h:1 --data x|--nacos goes without",
                "account get \uFFFD|LC_ALL=C.UTF-8",
                "frobnicate|--help"
            })
    void saysInOneLineWhatIsWrongAndSendsNothing(String lineAndError) {
        var parts = lineAndError.split("\\|");
        run.with("SETTLEMENT_API_KEY", "stl_test").with("SETTLEMENT_PRODUCERS", address());
        int code = parts[0].isEmpty() ? run.execute() : execute(parts[0]);
        assertThat(code).as(run::err).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines().filter(line -> !line.startsWith("idempotency key")))
                .hasSize(1);
        assertThat(run.err()).contains(parts[1]);
        assertThat(run.out()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void neverGivesTheLocalOperatorsKeyToAnotherAddress() throws IOException {
        stack(server.getAddress().getPort());
        var root = System.getProperty("settlement.root");
        System.setProperty("settlement.root", folder.toString());
        try {
            assertThat(execute("transfer get 7")).as(run::err).isZero();
            assertThat(asked).singleElement().asString().startsWith("Bearer stl_operator ");
            assertThat(execute("transfer get 7 --producer " + address())).isEqualTo(ExitCode.USAGE);
            assertThat(run.with("SETTLEMENT_PRODUCERS", address()).execute("transfer", "get", "7"))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("no API key; --key-file");
            assertThat(execute("transfer get 7 --nacos 127.0.0.1:1")).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("no API key; --key-file");
            assertThat(asked).hasSize(1);
            assertThat(execute("transfer get 7 --data " + folder.resolve(".local")))
                    .isZero();
        } finally {
            System.setProperty("settlement.root", root);
        }
    }

    private void stack(int port) throws IOException {
        var local = Files.createDirectories(folder.resolve(".local"));
        Files.writeString(local.resolve("stack.properties"), "producers=1\nproducer-port=" + port + "\n");
        Files.writeString(local.resolve("operator.key"), "stl_operator\n");
    }

    @Test
    void saysWhereNoStackWasStarted() {
        assertThat(execute("account get 1 --data " + folder)).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no local stack was started", "scripts/up", "--producer");
        assertThat(execute("events --data " + folder)).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no local stack was started", "--config");
    }

    @Test
    void stopsABulkThatNobodyTakesAndCountsWhatWasNotSent() throws IOException {
        answers(429, "QUEUE_FULL");
        var file = folder.resolve("b.csv");
        Files.writeString(
                file, "sourceAccountId,destinationAccountId,amount,currency\n" + "1,2,1.00,CNY\n".repeat(700));
        assertThat(ask("transfer bulk " + file, "--key-prefix", "b-")).isEqualTo(ExitCode.NOT_DONE);
        assertThat(run.err()).contains("NOT_TAKEN 500, NOT_SENT 200", "send the same file again");
        answers(503, "UNKNOWN");
        assertThat(ask("transfer bulk " + file, "--key-prefix", "b-", "--json")).isEqualTo(ExitCode.UNKNOWN);
        assertThat(run.out()).hasLineCount(500).contains("\"outcome\":\"UNKNOWN\"", "\"idempotencyKey\":\"b-2\"");
    }

    @Test
    void everyCommandExplainsItself() {
        var top = new Settlement(Terminal.ofProcess()).commands();
        top.getSubcommands().forEach((name, command) -> {
            assertThat(command.getUsageMessage()).contains("Usage: scripts/settlement " + name);
            command.getSubcommands()
                    .forEach((below, leaf) -> assertThat(leaf.getUsageMessage())
                            .contains("Usage: scripts/settlement " + name + " " + below, "[OPTION...]"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"settlement b|", "settlement transfer b|by-key bulk", "settlement acc|account"})
    void completesItselfInBash(String typedAndCompleted) throws Exception {
        var parts = typedAndCompleted.split("\\|", -1);
        assertThat(run.execute("completion")).isZero();
        var script = Files.writeString(folder.resolve("completion"), run.out());
        int last = parts[0].split(" ").length - 1;
        var shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(" + parts[0] + "); COMP_CWORD=" + last
                                + "; _complete_settlement; echo ${COMPREPLY[@]}")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo(parts[1]);
    }
}
