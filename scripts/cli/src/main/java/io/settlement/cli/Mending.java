package io.settlement.cli;

import io.settlement.client.Problem;

/** What a reader can do about a refusal, to go on after its text. */
final class Mending {

    private Mending() {}

    static String of(Problem problem) {
        return switch (problem.reason()) {
            case "UNAUTHENTICATED" -> "; --key-file names a live key, scripts/keys create makes one";
            case "FORBIDDEN" -> "; use a key with that scope, of the account's owner";
            case "KEY_CONFLICT" -> "; give the content that the key stands for, or another --key";
            case "ACCOUNT_UNKNOWN" -> "; the key may be another owner's: account list shows what it reaches";
            case "TRANSFER_UNKNOWN" -> "; the key may be another owner's: transfer list shows what it reaches";
            case "HTTP_404" -> "; what answered is no producer: check --producer";
            default -> "";
        };
    }
}
