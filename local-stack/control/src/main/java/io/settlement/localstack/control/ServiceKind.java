package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two services, by the names of their modules, which are also their names in Nacos. */
enum ServiceKind {
    PRODUCER("producer", Setting.PRODUCER_PORT),
    CONSUMER("consumer", Setting.CONSUMER_PORT);

    private final String word;
    private final Setting port;

    ServiceKind(String word, Setting port) {
        this.word = word;
        this.port = port;
    }

    /** Name of one process of this kind. */
    String member(int number) {
        return word + "-" + number;
    }

    String serviceName() {
        return "settlement-" + word;
    }

    String portOption() {
        return port.option();
    }

    /** The executable jar that the build made. */
    Path jar() {
        var target = ProjectRoot.locate().resolve(serviceName()).resolve("target");
        try (var jars = Files.newDirectoryStream(target, serviceName() + "-*-exec.jar")) {
            for (var jar : jars) {
                return jar;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("No executable jar in " + target + ": run mvn package", unreadable);
        }
        throw new EngineFailed("No executable jar in " + target + ": run mvn package.");
    }
}
