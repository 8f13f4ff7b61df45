package io.settlement.localstack.control;

import io.settlement.localstack.ProjectRoot;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command of a stack has. */
final class DataOption {
    private static final String STANDARD = ".local";

    @Option(names = "--data", paramLabel = "DIR", description = "data folder of the stack (.local in the project)")
    private Path data;

    /** @throws Refused if it is empty, as where a script's variable is not set: that would be the folder one stands in */
    DataFolder folder() {
        if (data != null && data.toString().isBlank()) {
            throw new Refused("--data is empty; name a folder, or leave the option out for .local in the project.");
        }
        return new DataFolder(data == null ? ProjectRoot.locate().resolve(STANDARD) : data);
    }

    /** How the reader names the same folder again, with a blank before; empty for the standard one. */
    String repeated() {
        return data == null ? "" : " --data " + data;
    }
}
