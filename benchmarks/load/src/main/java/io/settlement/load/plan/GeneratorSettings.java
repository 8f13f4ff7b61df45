package io.settlement.load.plan;

/**
 * What the generator is asked for. Equal settings give equal plans, on any machine.
 *
 * @param accounts how many are opened; the few payees that must not exist come on top
 */
public record GeneratorSettings(int transfers, int accounts, long seed) {

    public static final int FEWEST_ACCOUNTS = 20;
    public static final int MOST_ACCOUNTS = 1_000_000;
    public static final int MOST_TRANSFERS = 2_000_000;

    public GeneratorSettings {
        requireWithin("transfers", transfers, 1, MOST_TRANSFERS);
        requireWithin("accounts", accounts, FEWEST_ACCOUNTS, MOST_ACCOUNTS);
    }

    private static void requireWithin(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new WrongInput(Wording.of("--%s must be from %,d to %,d, not %,d", what, least, most, value));
        }
    }
}
