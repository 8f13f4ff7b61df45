package io.settlement.operator.replay;

/** What has become of a transfer. */
public enum End implements Counted {
    SETTLED("settled", true),
    REVERSED("reversed", true),
    ALREADY_FINAL("already final", true),
    DONE_BEFORE("done in an earlier run", true),
    FENCED("never debited, fenced", true),
    ABSENT("its batch was debited without it", true),
    PARKED("still parked", false),
    SHARD_UNREACHABLE("shard unreachable", false),
    UNKNOWN("unknown id", false),
    NOT_REACHED("not reached, the run was stopped", false);

    private final String text;
    private final boolean ended;

    End(String text, boolean ended) {
        this.text = text;
        this.ended = ended;
    }

    @Override
    public String text() {
        return text;
    }

    /** Whether there is nothing left to do for it. */
    public boolean hasEnded() {
        return ended;
    }
}
