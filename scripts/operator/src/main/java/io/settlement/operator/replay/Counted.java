package io.settlement.operator.replay;

/** A heading under which items are counted. */
interface Counted {

    String text();
}
