package io.settlement.operator.replay;

/** What would happen to a transfer. */
public enum Step implements Counted {
    CREDIT("credit and settle", true),
    FINISH("settle, the payee is credited already", true),
    REVERSE("reverse, the payer gets it back", true),
    GIVE_UP("give up, the payer gets it back", true),
    FENCE("fence its batch, nothing was debited", true),
    TRY("try again, cannot be asked now", true),
    NOTHING("nothing, it is final", false),
    ABSENT("nothing, its batch was debited without it", false),
    DONE_BEFORE("nothing, the journal has it as done", false),
    UNKNOWN("unknown id", false);

    private final String text;
    private final boolean writes;

    Step(String text, boolean writes) {
        this.text = text;
        this.writes = writes;
    }

    @Override
    public String text() {
        return text;
    }

    /** Whether it may change something, and so needs a yes. */
    public boolean writes() {
        return writes;
    }
}
