package io.settlement.localstack.control;

import io.settlement.localstack.Credentials;
import io.settlement.localstack.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Nacos a command works on: a stack's, or somebody's own. A password is never an option: everybody can read those. */
final class NacosOption {

    static final String PASSWORD = "NACOS_PASSWORD";

    private static final Pattern ADDRESSES = Pattern.compile("[\\w.-]+:\\d{1,5}(,[\\w.-]+:\\d{1,5})*");
    private static final Pattern NAMESPACE = Pattern.compile("[\\w.-]{1,128}");
    private static final Set<String> DEFAULT_NAMESPACES = Set.of("public", "");

    @Mixin
    private DataOption data;

    @Option(
            names = "--server-addr",
            paramLabel = "HOST:PORT",
            description = "your own Nacos; the password comes from the environment, NACOS_PASSWORD, or a file")
    private String address;

    @Option(names = "--namespace", paramLabel = "ID", description = "of your own Nacos (settlement)")
    private String namespace = "settlement";

    @Option(names = "--username", paramLabel = "NAME", description = "account that may publish (none)")
    private String username = "";

    @Option(names = "--password-file", paramLabel = "FILE", description = "its password, in a file's first line")
    private Path passwordFile;

    /** @throws Refused where it cannot be told which, or how to log in */
    NacosAccess access(Map<String, String> environment) {
        return address == null ? ofStack() : given(environment);
    }

    private NacosAccess ofStack() {
        if (!username.isEmpty() || passwordFile != null) {
            throw new Refused(
                    "--username and --password-file go with --server-addr; a stack's account is in its folder.");
        }
        var folder = data.folder();
        var recorded = folder.recorded()
                .orElseThrow(() -> new Refused("No stack was started in " + folder.path() + "; scripts/up"
                        + data.repeated() + " starts one, --server-addr names a Nacos of your own."));
        try (var stack = new Stack(folder, recorded, Lifetime.DETACHED)) {
            return NacosAccess.of(stack.nacos());
        }
    }

    private NacosAccess given(Map<String, String> environment) {
        require(ADDRESSES.matcher(address).matches(), "--server-addr must be HOST:PORT, not '" + address + "'.");
        require(
                NAMESPACE.matcher(namespace).matches() && !DEFAULT_NAMESPACES.contains(namespace),
                "--namespace must be the id of a namespace of its own, not '" + namespace + "'.");
        var password = password(environment);
        require(
                username.isEmpty() == password.isEmpty(),
                "--username and a password go together; put it into " + PASSWORD + " or --password-file.");
        return new NacosAccess(address, namespace, new Credentials(username, password));
    }

    private String password(Map<String, String> environment) {
        if (passwordFile == null) {
            return environment.getOrDefault(PASSWORD, "");
        }
        try (var lines = Files.lines(passwordFile)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException | RuntimeException unreadable) {
            throw new Refused("--password-file " + passwordFile + " cannot be read.", unreadable);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }
}
