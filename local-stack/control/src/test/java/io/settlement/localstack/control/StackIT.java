package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands on a real stack, in one story: starting takes longer than everything else together. */
@Timeout(600)
class StackIT {

    private static final Path DATA = Path.of("target", "stack-it").toAbsolutePath();
    private static final int PROCESSES = 6;

    private final CommandRun run = new CommandRun();
    private final Map<Setting, String> ports = StackPorts.free(1);

    @AfterEach
    void removeEverything() {
        command("down", "--wipe");
    }

    @Test
    void settlesAndKeepsItsDataOverDownAndUp() throws Exception {
        startsAndRefusesOtherSettingsMeanwhile();
        var door = new TransferDoor(URI.create("http://127.0.0.1:" + ports.get(Setting.PRODUCER_PORT)), 2);
        var instruction = door.betweenShards();
        var transfer = door.settle(instruction);
        assertThat(door.status(transfer)).isEqualTo("SETTLED");

        stopsTwice();
        leavesNothingRunningWhenAServiceCannotStart();

        assertThat(command("up", "--heap", "512m")).as(run::err).isZero();
        movesMoneyOnceForAKeyThatIsOlderThanTheProcesses(door, instruction, transfer);
        assertThat(door.settle(door.betweenShards())).isNotEqualTo(transfer);
        assertThat(command("down", "--wipe")).isZero();
        assertThat(DATA).doesNotExist();
    }

    private void startsAndRefusesOtherSettingsMeanwhile() throws Exception {
        assertThat(command("up", freshOptions())).as(run::err).isZero();
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

    private List<String> table() {
        return run.out().lines().skip(1).toList();
    }

    private String[] freshOptions() {
        var options = new ArrayList<>(List.of("--shards", "2"));
        ports.forEach((setting, port) -> options.addAll(List.of(setting.option(), port)));
        return options.toArray(String[]::new);
    }

    private int command(String name, String... options) {
        return run.execute(Stream.of(new String[] {name, "--data", DATA.toString()}, options)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private static String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(DATA.resolve(file)));
    }
}
