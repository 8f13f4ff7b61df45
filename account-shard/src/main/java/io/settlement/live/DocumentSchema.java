package io.settlement.live;

/** What may stand in a document: a type with bounds, to which its text is held. */
public interface DocumentSchema<T> {

    /** @throws IllegalArgumentException with one line that says what is wrong */
    T read(String text);

    /** Whether it says nothing, which is what a mishap leaves more often than a decision. */
    boolean isEmpty(T content);
}
