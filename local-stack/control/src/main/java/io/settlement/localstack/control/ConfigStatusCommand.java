package io.settlement.localstack.control;

import io.settlement.live.LiveDocument;
import io.settlement.nacosconfig.Document;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks every process that follows documents what it runs of them. */
@Command(
        name = "config-status",
        description = "Shows what each process runs of the documents that it follows, and what it refused.",
        footer = {
            "Processes are found in Nacos and asked at their management ports. Exit code 0 if all run what is live, 1 Nacos failed,",
            "2 refused, 3 if one runs something else, has refused what is live or does not say, or nobody is registered."
        })
final class ConfigStatusCommand implements Callable<Integer> {

    @Mixin
    private NacosOption nacos;

    private final PrintStream out;
    private final Map<String, String> environment;

    ConfigStatusCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var access = nacos.access(environment);
        try (var connection = new NacosConnection(() -> access)) {
            boolean all = Document.all().stream()
                    .filter(document -> document.followedBy().isPresent())
                    .map(document -> show(document, connection))
                    .reduce(true, Boolean::logicalAnd);
            return all ? ExitCode.DONE : ExitCode.NOT_HEALTHY;
        }
    }

    private boolean show(Document document, NacosConnection connection) {
        var live = LiveDocument.md5(connection.find(document.dataId()));
        var followers = new Followers(connection).of(document);
        followers.forEach(follower -> out.println(document.dataId() + " " + follower.text(live)));
        if (followers.isEmpty()) {
            out.println(document.dataId() + " with md5 " + live + " is live, and no "
                    + document.followedBy().orElseThrow() + " is registered");
        }
        return !followers.isEmpty() && followers.stream().allMatch(follower -> follower.runs(live));
    }
}
