package io.settlement.drill.history;

/**
 * What was asked for.
 *
 * @param kind TRANSFER, DEPOSIT or WITHDRAWAL
 * @param keyAccount in whose name the key stands: the payer, for a deposit the payee
 * @param source 0 for a deposit: the bank's own account
 * @param destination 0 for a withdrawal
 * @param amount minor units
 */
public record Payment(
        String kind, long keyAccount, String key, long source, long destination, long amount, String currency) {

    public static Payment transfer(String key, long source, long destination, long amount, String currency) {
        return new Payment("TRANSFER", source, key, source, destination, amount, currency);
    }

    public static Payment deposit(String key, long account, long amount, String currency) {
        return new Payment("DEPOSIT", account, key, 0, account, amount, currency);
    }

    public static Payment withdrawal(String key, long account, long amount, String currency) {
        return new Payment("WITHDRAWAL", account, key, account, 0, amount, currency);
    }
}
