package io.settlement.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs a program of this machine to its end, within bounds.
 *
 * @param folder where it runs
 */
public record ToolRun(Path folder, Duration deadline) {

    /** @return what it has said. @throws EngineFailed with its last line, if it cannot be started, fails or takes too long */
    public String output(String... command) {
        try {
            Path said = Files.createTempFile("tool-", ".txt");
            try {
                return output(said, command);
            } finally {
                Files.delete(said);
            }
        } catch (IOException unstartable) {
            throw new EngineFailed(command[0] + " cannot be started: " + unstartable.getMessage(), unstartable);
        }
    }

    private String output(Path said, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = Deadline.in(deadline).await(() -> !process.isAlive());
        String text = Files.readString(said);
        if (!ended) {
            process.destroyForcibly();
            throw new EngineFailed(command[0] + " did not end within " + deadline.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new EngineFailed(command[0] + " failed: " + text.strip().replaceFirst("(?s).*\\R", ""));
        }
        return text;
    }
}
