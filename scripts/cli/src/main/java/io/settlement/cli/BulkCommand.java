package io.settlement.cli;

import io.settlement.cli.input.BulkFile;
import io.settlement.cli.input.BulkLine;
import io.settlement.cli.input.Refused;
import io.settlement.cli.input.RowFormat;
import io.settlement.client.BulkResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file of transfers. Sent again, the same file moves nothing twice. */
@Command(
        name = "bulk",
        description =
                "Sends a file of transfers, and shows what became of each line. Sent again it moves nothing twice.",
        footer = {
            "",
            "TSV and CSV have the names of the fields in their first line, JSON lines in each object:",
            "idempotencyKey sourceAccountId destinationAccountId amount currency reference"
        })
final class BulkCommand extends DoorCommand {

    /** Shown together; each part has the whole deadline. */
    private static final int PART = 500;

    @Parameters(paramLabel = "FILE", description = "- for standard input")
    private String file;

    @Option(names = "--format", paramLabel = "tsv|csv|jsonl", description = "what the file is (by its name's ending)")
    private String format;

    @Option(
            names = "--key-prefix",
            paramLabel = "TEXT",
            description = "key of a line without one: this and its number, so never change the order of the file")
    private String keyPrefix;

    BulkCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        var lines = read();
        var transfers = client().transfers();
        var report = new BulkReport(terminal(), shown());
        for (int from = 0; from < lines.size(); from += PART) {
            var part = lines.subList(from, Math.min(from + PART, lines.size()));
            var results = transfers.sendAll(part.stream().map(BulkLine::request).toList());
            report.show(part, results);
            if (results.stream().allMatch(BulkCommand::isLeft)) {
                report.leave(lines.size() - from - part.size());
                break;
            }
        }
        return report.end();
    }

    /** Whoever cannot have one part taken need not wait for the next. */
    private static boolean isLeft(BulkResult result) {
        return BulkReport.outcome(result) == BulkReport.Outcome.NOT_TAKEN
                || BulkReport.outcome(result) == BulkReport.Outcome.UNKNOWN;
    }

    private List<BulkLine> read() {
        boolean standardInput = file.equals("-");
        if (standardInput && format == null) {
            throw new Refused("standard input has no name to tell its format by; say --format tsv, csv or jsonl.");
        }
        var rows = RowFormat.of(format == null ? file : format);
        try (var in = standardInput ? standardInput() : Files.newBufferedReader(Path.of(file))) {
            return new BulkFile(file, rows, Optional.ofNullable(keyPrefix)).read(in);
        } catch (CharacterCodingException other) {
            throw new Refused(file + " is not UTF-8; nothing was sent.", other);
        } catch (IOException unreadable) {
            throw new Refused(file + " cannot be read; check its name and who may read it.", unreadable);
        }
    }

    private BufferedReader standardInput() {
        return new BufferedReader(new InputStreamReader(terminal().in(), StandardCharsets.UTF_8.newDecoder()));
    }
}
