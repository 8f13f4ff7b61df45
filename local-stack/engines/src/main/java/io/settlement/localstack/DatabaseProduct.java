package io.settlement.localstack;

import java.nio.file.Path;
import java.util.List;

/** Which database server is run: where its programs are, and what it wants to be told in words of its own. */
public sealed interface DatabaseProduct permits EmbeddedMariaDb, GivenMySql {

    /** As its makers write it. */
    String name();

    /** As its folder, log and process are called. */
    String word();

    /** @throws EngineFailed in one line, if there is no such server or it is not one that the ledger runs on */
    void requireUsable();

    /** The server program. */
    Path server();

    /** The command that makes this folder, which is not there yet, a data directory. No account may lack a password for long. */
    List<String> install(Path dataDirectory);

    /** Its own lines of the configuration, beside those that all products share. */
    String settings(DatabaseOptions options);

    /** Statements, one per line, that remove the accounts which its installation makes for anybody; empty if none. */
    String removalOfOpenAccounts();
}
