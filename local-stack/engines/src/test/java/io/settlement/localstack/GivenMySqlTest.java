package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenMySqlTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/sbin/mysqld  Ver 8.4.0 for Linux on x86_64 (MySQL Community Server - GPL)",
                "/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))",
                "/usr/sbin/mysqld  Ver 10.1.0 for Linux on x86_64"
            })
    void takesWhatTheLedgerRunsOn(String version) throws IOException {
        assertThatCode(serverThatSays(version)::requireUsable).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/sbin/mysqld  Ver 8.0.36 for Linux on x86_64",
                "/usr/sbin/mysqld  Ver 5.7.44 for Linux on x86_64",
                "mariadbd  Ver 11.4.5-MariaDB for Linux on x86_64",
                "no version at all"
            })
    void refusesInOneLineWhatItDoesNotRunOn(String version) throws IOException {
        GivenMySql server = serverThatSays(version);

        assertThatThrownBy(server::requireUsable)
                .isInstanceOf(EngineFailed.class)
                .hasMessage(server.server() + " is not the server of a MySQL 8.4 or newer; it says '" + version + "'.");
    }

    @Test
    void refusesWhatIsNoProgram() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "Ver 9.7.4");

        for (Path path : new Path[] {text, folder, folder.resolve("absent")}) {
            assertThatThrownBy(new GivenMySql(path)::requireUsable)
                    .isInstanceOf(EngineFailed.class)
                    .hasMessage(path + " is not a program; give the path of a mysqld.");
        }
    }

    private GivenMySql serverThatSays(String version) throws IOException {
        Path program = Files.writeString(folder.resolve("mysqld"), "#!/bin/sh\necho '" + version + "'\necho more\n");
        program.toFile().setExecutable(true);
        return new GivenMySql(program);
    }
}
