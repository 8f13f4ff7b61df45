package io.settlement.faults;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A command that a MySQL client sent.
 *
 * @param kind what the server was asked to do with the statement
 * @param text the statement, trimmed; for {@code EXECUTE} the text that had been prepared
 * @param earlier how the statements before it in the same transaction begin, oldest first; the latest ones if there were many
 */
public record ClientCommand(Kind kind, String text, List<String> earlier) {

    public ClientCommand {
        earlier = List.copyOf(earlier);
    }

    /** The commands that carry a statement; no other command is ever shown to a predicate. */
    public enum Kind {
        /** COM_QUERY: the statement runs. */
        QUERY,
        /** COM_STMT_PREPARE: the statement is only parsed. */
        PREPARE,
        /** COM_STMT_EXECUTE: a statement prepared before on this connection runs. */
        EXECUTE
    }

    /** Connector/J, MariaDB's driver and the shells send COMMIT as a query, also with server-side prepared statements. */
    public static Predicate<ClientCommand> commit() {
        return command -> command.kind == Kind.QUERY && command.text.equalsIgnoreCase("COMMIT");
    }

    /** The COMMIT of a transaction in which a statement ran whose beginning matches this regular expression. */
    public static Predicate<ClientCommand> commitAfter(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return commit().and(command ->
                command.earlier.stream().anyMatch(text -> pattern.matcher(text).find()));
    }

    public static Predicate<ClientCommand> rollback() {
        return command -> command.kind == Kind.QUERY && command.text.equalsIgnoreCase("ROLLBACK");
    }

    /** A statement that runs, prepared or not, and in which this regular expression is found, whatever the case. */
    public static Predicate<ClientCommand> running(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return command ->
                command.kind != Kind.PREPARE && pattern.matcher(command.text).find();
    }

    /** A statement that is being prepared on the server and in which this regular expression is found. */
    public static Predicate<ClientCommand> preparing(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return command ->
                command.kind == Kind.PREPARE && pattern.matcher(command.text).find();
    }
}
