package io.settlement.drill.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One line of a history. Amounts and balances are minor units. An operation that got no definite answer is recorded too:
 * what is not known may have happened.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Operation.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Operation.Tried.class, name = "tried"),
    @JsonSubTypes.Type(value = Operation.Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = Operation.TransferRead.class, name = "transfer"),
    @JsonSubTypes.Type(value = Operation.BalanceRead.class, name = "balance"),
    @JsonSubTypes.Type(value = Operation.StatementRead.class, name = "statement"),
    @JsonSubTypes.Type(value = Operation.ReadFailed.class, name = "unread"),
    @JsonSubTypes.Type(value = Operation.Subscribed.class, name = "subscribed"),
    @JsonSubTypes.Type(value = Operation.EventSeen.class, name = "event"),
    @JsonSubTypes.Type(value = Operation.Proved.class, name = "proved"),
    @JsonSubTypes.Type(value = Operation.DoorStarted.class, name = "door"),
    @JsonSubTypes.Type(value = Operation.StoreLost.class, name = "storeLost"),
    @JsonSubTypes.Type(value = Operation.Struck.class, name = "struck"),
    @JsonSubTypes.Type(value = Operation.Healed.class, name = "healed")
})
public sealed interface Operation {

    Span span();

    /** From before the request left to after its answer, or the end of patience. */
    record Span(long start, long end) {
        public Span {
            if (end < start) {
                throw new IllegalArgumentException("an operation ends after it starts, not " + start + " to " + end);
            }
        }

        public static Span at(long moment) {
            return new Span(moment, moment);
        }
    }

    /** An account of this run, as answered to its opening. */
    record Opened(Span span, long account, long creditLimit) implements Operation {}

    /**
     * One try of a payment at one door.
     *
     * @param door the address of the producer asked
     */
    record Tried(Span span, String door, Payment asked, Answer answer) implements Operation {}

    /**
     * A change of an account's state.
     *
     * @param what FREEZE, UNFREEZE or CLOSE
     * @param status the account's status as answered, empty if it was not
     */
    record Changed(Span span, long account, String what, Outcome outcome, String status) implements Operation {}

    /** @param status empty if the answer was that there is no such transfer */
    record TransferRead(Span span, long transferId, String status) implements Operation {}

    record BalanceRead(Span span, long account, Mark mark) implements Operation {}

    /** @param last whether the page reached the account's latest line */
    record StatementRead(Span span, long account, Mark opening, List<Line> lines, Mark closing, boolean last)
            implements Operation {
        public StatementRead {
            lines = List.copyOf(lines);
        }
    }

    /** A read that got no answer, or was told to ask again. It says nothing, but it was made. */
    record ReadFailed(Span span, String what, String why) implements Operation {}

    /** From here on this subscriber is told of every account's events, from the first line on. */
    record Subscribed(Span span, String subscriber) implements Operation {}

    record EventSeen(Span span, String subscriber, long account, Line line) implements Operation {}

    /** A proof of the books in one snapshot per shard; each break as the Reconciler words it. */
    record Proved(Span span, List<String> breaks) implements Operation {
        public Proved {
            breaks = List.copyOf(breaks);
        }
    }

    /** The process behind the door is a new one, which knows nothing of what the one before had under way. */
    record DoorStarted(Span span, String door) implements Operation {}

    /** All that the broker had stored is gone, and with it events that nobody had taken yet. */
    record StoreLost(Span span) implements Operation {}

    /** @param inFlight DEBITED transfers in the moment of the strike */
    record Struck(Span span, String fault, long inFlight) implements Operation {}

    record Healed(Span span, String fault) implements Operation {}
}
