package io.settlement.nacosconfig;

import java.util.List;

/** A document must not be published. One line for each thing that is wrong: where, what, and how to mend it. */
public final class UnusableDocument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableDocument(List<String> troubles) {
        super(String.join("\n", troubles));
    }
}
