package io.settlement.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The code blocks of the README, run as they stand, in a folder that looks like the project: its scripts run on the stack of
 * the test, without the build that they would begin with, and its {@code .local} is that stack's.
 */
final class ReadmeBlocks {

    private static final Pattern BLOCK = Pattern.compile("(?s)\n```\n(.*?)\n```\n");
    private static final Pattern SHOWN_OUTPUT = Pattern.compile("(CONSERVED|SETTLED) .*");
    private static final String SOME_KEY = "0123456789ab";
    private static final String KEY_OF_THE_BLOCK =
            "$(scripts/keys list | grep 'shop' | grep -o '[0-9a-f]\\{12\\}' | tail -1)";

    private final RealStack stack;
    private final Path folder;

    ReadmeBlocks(RealStack stack, Path folder) throws IOException {
        this.stack = stack;
        this.folder = folder;
        Files.createSymbolicLink(folder.resolve(".local"), stack.data());
        Files.createDirectory(folder.resolve("scripts"));
        for (var name : List.of("up", "status", "keys")) {
            script(name, "exec " + stack.controlCommand() + " " + name + " \"$@\" --data " + stack.data());
        }
        script("settlement", "exec " + stack.cliCommand() + " \"$@\" --data " + stack.data());
        // The stack is taken down after the test, by the same command.
        script("down", "exit 0");
        // DemoStackIT runs the first, as a process; the other is what runs this.
        script("demo", "exit 0");
        script("test", "exit 0");
    }

    private void script(String name, String line) throws IOException {
        Files.writeString(folder.resolve("scripts").resolve(name), "#!/usr/bin/env bash\n" + line + "\n");
        Files.setPosixFilePermissions(
                folder.resolve("scripts").resolve(name), PosixFilePermissions.fromString("rwx------"));
    }

    /** What each block said; a block that fails fails the test. */
    List<String> run(Path readme) throws IOException {
        var blocks = BLOCK.matcher(Files.readString(readme))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```", "").strip())
                .filter(block -> !block.lines().allMatch(SHOWN_OUTPUT.asMatchPredicate()))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(4);
        return blocks.stream().map(this::run).toList();
    }

    private String run(String block) {
        var here = block.replace("localhost:8080", stack.address()).replace(SOME_KEY, KEY_OF_THE_BLOCK);
        var ended = RealStack.end(RealStack.start(folder, List.of("bash", "-euo", "pipefail", "-c", here)));
        assertThat(ended.code()).as("%s%n%s", block, ended).isZero();
        return ended.out();
    }
}
