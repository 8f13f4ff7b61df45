package io.settlement.localstack.control;

import io.settlement.live.LiveDocument;
import io.settlement.nacosconfig.Document;
import io.settlement.nacosconfig.UnusableDocument;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes documents, after all of them have been held against the records that read them. */
@Command(
        name = "publish-config",
        description =
                "Checks documents, publishes them to Nacos, reads them back, waits until those who follow them run them.",
        footer = {
            "Without FILE: the services' documents in nacos-config/; others are published by name only. A file is",
            "published under its own name, which must be one of nacos-config/. Nothing is published unless everything is in",
            "order, and no document that has changed in Nacos since this command looked. Exit code 0 done, 1 Nacos failed or",
            "somebody does not run what was published, 2 refused."
        })
final class PublishConfigCommand implements Callable<Integer> {

    @Mixin
    private NacosOption nacos;

    @Option(names = "--dry-run", description = "check only; asks no Nacos")
    private boolean dryRun;

    @Option(names = "--diff", description = "check, show the difference to what is live, publish nothing")
    private boolean diff;

    @Option(
            names = "--expect",
            paramLabel = "MD5",
            description = "publish the one FILE only where this is live, as --diff printed it; none: where nothing is")
    private String expected;

    @Option(names = "--history", description = "list what stood in Nacos under the one FILE's name; publishes nothing")
    private boolean history;

    @Option(
            names = "--rollback",
            paramLabel = "VERSION",
            description = "publish this version of --history under the one FILE's name; the file is not read")
    private Long version;

    @Option(
            names = "--replace-slot-map",
            description = "replace another slot map: no shard serves it until it says so too")
    private boolean replaceSlotMap;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "documents to publish")
    private List<Path> files = List.of();

    private final PrintStream out;
    private final Map<String, String> environment;

    /** @param environment where a password may stand */
    PublishConfigCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        requireOptionsThatGoTogether();
        if (history) {
            showHistory();
        } else if (dryRun) {
            wanted().forEach((document, text) -> out.println(
                    document.dataId() + " is in order, md5 " + LiveDocument.md5(text) + "; nothing was published"));
        } else {
            compareAndPublish();
        }
        return ExitCode.DONE;
    }

    private void requireOptionsThatGoTogether() {
        if (Stream.of(dryRun, diff, history).filter(chosen -> chosen).count() > 1
                || (version != null && (dryRun || history))) {
            throw new Refused(
                    "--dry-run, --diff and --history are three different things, and --rollback goes with --diff only.");
        }
        if ((history || version != null || expected != null) && files.size() != 1) {
            throw new Refused("--history, --rollback and --expect go with one FILE, whose name says which document.");
        }
    }

    private void showHistory() {
        var document = theOne();
        for (var each : new NacosHistory(nacos.access(environment)).latest(document.dataId())) {
            out.println(document.dataId() + " version " + each.number() + ", replaced " + each.replaced() + ", md5 "
                    + LiveDocument.md5(each.text()));
        }
    }

    private Document theOne() {
        try {
            return CheckedDocuments.named(files.get(0));
        } catch (UnusableDocument nobodys) {
            throw new Refused(nobodys.getMessage(), nobodys);
        }
    }

    private void compareAndPublish() {
        var wanted = version == null ? wanted() : olderVersion();
        var access = nacos.access(environment);
        try (var connection = new NacosConnection(() -> access)) {
            var publication = new Publication(wanted, connection, out);
            publication.requireSafe(expected, replaceSlotMap);
            if (diff) {
                publication.showDifference();
            } else {
                publication.publish();
                publication.awaitFollowers();
            }
        }
    }

    private Map<Document, String> wanted() {
        return CheckedDocuments.of(files.isEmpty() ? CheckedDocuments.shippedOfServices() : files);
    }

    /** Held against the records of today like any other. */
    private Map<Document, String> olderVersion() {
        var document = theOne();
        var text = new NacosHistory(nacos.access(environment))
                .version(document.dataId(), version)
                .text();
        try {
            document.check(text);
            return Map.of(document, text);
        } catch (UnusableDocument wrong) {
            throw new Refused("Version " + version + " does not fit: " + wrong.getMessage(), wrong);
        }
    }
}
