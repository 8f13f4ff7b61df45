package io.settlement.drill.check;

/**
 * One promise that was broken, named so that somebody can go and look.
 *
 * @param subject the transfer, account or key, such as {@code "transfer 4711"}
 */
public record Finding(FindingKind kind, String subject, String expected, String found) {

    /** {@code FOUND DOUBLED subject="transfer 4711" expected="one DEBIT" found="2"}. */
    public String line() {
        return "FOUND " + kind + " subject=\"" + subject + "\" expected=\"" + expected + "\" found=\"" + found + "\"";
    }
}
