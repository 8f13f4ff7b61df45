package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.NacosOptions;
import io.settlement.localstack.NacosServer;
import io.settlement.localstack.TestEngines;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands on a real stack, in one story: starting takes longer than everything else together. */
@Timeout(600)
class StackIT {

    private static final Path DATA = Path.of("target", "stack-it").toAbsolutePath();
    private static final int PROCESSES = 6;
    private static final String FLOW_RULES = "settlement-producer-flow-rules";
    private static final String PUSHED_RULES = "[{\"resource\":\"POST /v1/transfers\",\"count\":900}]";
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(10);

    private final CommandRun run = new CommandRun();
    private final Map<Setting, String> ports = StackPorts.free(1);

    @AfterEach
    void removeEverything() {
        command("down", "--wipe");
    }

    @Test
    void settlesAndKeepsItsDataOverDownAndUp() throws Exception {
        startsAndRefusesOtherSettingsMeanwhile();
        var door = new TransferDoor(address(), operatorKey(), 2);
        var instruction = door.betweenShards();
        var transfer = door.settle(instruction);
        assertThat(door.status(transfer)).isEqualTo("SETTLED");

        makesAndRevokesKeys(transfer);

        var operator = operatorKey();
        pushFlowRules();
        stopsTwice();
        leavesNothingRunningWhenAServiceCannotStart();

        assertThat(command("up", "--heap", "512m")).as(run::err).isZero();
        assertThat(operatorKey()).isEqualTo(operator);
        assertThat(flowRules()).as("an operator's, not nacos-config/'s").isEqualTo(PUSHED_RULES);
        movesMoneyOnceForAKeyThatIsOlderThanTheProcesses(door, instruction, transfer);
        assertThat(door.settle(door.betweenShards())).isNotEqualTo(transfer);
        assertThat(command("down", "--wipe")).isZero();
        assertThat(DATA).doesNotExist();
    }

    private void startsAndRefusesOtherSettingsMeanwhile() throws Exception {
        assertThat(command("up", freshOptions())).as(run::err).isZero();
        assertThat(permissions("operator.key")).isEqualTo("rw-------");
        assertThat(run.out()).contains("curl -s " + address(), "operator.key").doesNotContain(operatorKey());
        assertThat(permissions("config/producer-0.yaml")).isEqualTo("rw-------");
        assertThat(permissions("config/operator.yaml")).isEqualTo("rw-------");
        assertThat(permissions("stack.properties")).isEqualTo("rw-------");
        assertThat(permissions("nacos/secrets.properties")).isEqualTo("rw-------");

        assertThat(command("up")).isZero();
        assertThat(run.out()).contains("nothing was changed");
        assertThat(command("up", "--producers", "2")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("--producers 1 -> 2").hasLineCount(1);
        assertThat(command("status")).isZero();
        assertThat(table()).hasSize(PROCESSES).allMatch(line -> line.contains("healthy"));
    }

    private void makesAndRevokesKeys(String transfer) throws Exception {
        assertThat(command(
                        "keys create", "--owner", "ann", "--scopes", "read,transfers:write", "--label", "Ann's till"))
                .as(run::err)
                .isZero();
        var key = run.out().strip();
        var door = new TransferDoor(address(), key, 2);
        assertThat(door.statusCodeOf(transfer)).as("another owner's transfer").isEqualTo(404);

        assertThat(command("keys list")).isZero();
        assertThat(run.out()).contains("Ann's till", "transfers:write,read", "made by scripts/up");
        assertThat(run.out()).doesNotContain(key).contains(key.split("_")[1]);

        assertThat(command("keys revoke", key.split("_")[1])).isZero();
        assertThat(command("keys revoke", key.split("_")[1])).isEqualTo(ExitCode.REFUSED);
        long giveUpAt = System.nanoTime() + REVOKED_WITHIN.toNanos();
        while (door.statusCodeOf(transfer) != 401 && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
        }
        assertThat(door.statusCodeOf(transfer)).isEqualTo(401);
    }

    private static void movesMoneyOnceForAKeyThatIsOlderThanTheProcesses(
            TransferDoor door, TransferDoor.Instruction instruction, String transfer) throws Exception {
        assertThat(door.settle(instruction)).isEqualTo(transfer);
        var otherwise = door.settleOtherwise(instruction);
        assertThat(otherwise.statusCode()).isEqualTo(409);
        assertThat(otherwise.body()).contains("\"field\":\"amount\"");
        assertThat(door.balance(instruction.source())).isEqualTo("7.50");
        assertThat(door.balance(instruction.destination())).isEqualTo("2.50");
    }

    private void stopsTwice() {
        assertThat(command("down")).isZero();
        assertThat(run.out()).contains("Stopped " + PROCESSES + " processes");
        assertThat(command("down")).isZero();
        assertThat(run.out()).contains("Nothing was running");
        assertThat(command("up", "--shards", "3")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("slot map would differ");
    }

    /** With so little heap the JVM refuses to start. */
    private void leavesNothingRunningWhenAServiceCannotStart() {
        assertThat(command("up", "--heap", "1m")).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("ended during its start", "Too small maximum heap");
        assertThat(command("status")).isEqualTo(ExitCode.NOT_HEALTHY);
        assertThat(table()).hasSize(PROCESSES).allMatch(line -> line.contains("stopped"));
    }

    private void pushFlowRules() throws NacosException {
        assertThat(flowRules()).as("published at the first start").isEqualTo("[]\n");
        var client = nacos();
        client.publishConfig(FLOW_RULES, ServiceConfiguration.GROUP, PUSHED_RULES, "json");
        client.shutDown();
    }

    private String flowRules() throws NacosException {
        var client = nacos();
        try {
            return client.getConfig(FLOW_RULES, ServiceConfiguration.GROUP, 5_000);
        } finally {
            client.shutDown();
        }
    }

    private ConfigService nacos() throws NacosException {
        var options = NacosOptions.defaults().withPort(Integer.parseInt(ports.get(Setting.NACOS_PORT)));
        var server = new NacosServer(DATA.resolve("nacos"), options, Lifetime.THIS_JVM);
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, server.address());
        properties.setProperty(PropertyKeyConst.NAMESPACE, server.namespace());
        properties.setProperty(PropertyKeyConst.USERNAME, server.administrator().user());
        properties.setProperty(PropertyKeyConst.PASSWORD, server.administrator().password());
        return NacosFactory.createConfigService(properties);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + ports.get(Setting.PRODUCER_PORT));
    }

    private static String operatorKey() throws Exception {
        return Files.readString(DATA.resolve("operator.key")).strip();
    }

    private List<String> table() {
        return run.out().lines().skip(1).toList();
    }

    private String[] freshOptions() {
        var options = new ArrayList<>(List.of("--shards", "2"));
        TestEngines.givenMySql()
                .ifPresent(mysql ->
                        options.addAll(List.of("--mysqld", mysql.server().toString())));
        ports.forEach((setting, port) -> options.addAll(List.of(setting.option(), port)));
        return options.toArray(String[]::new);
    }

    private int command(String name, String... options) {
        return run.execute(Stream.of(name.split(" "), new String[] {"--data", DATA.toString()}, options)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private static String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(DATA.resolve(file)));
    }
}
