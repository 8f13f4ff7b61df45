package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.context.ContextUtil;
import com.alibaba.csp.sentinel.slots.block.BlockException;

/**
 * How Sentinel is asked and told. An entry stays open until the answer is there, on whatever thread that is, so that circuits
 * see how long it took; one that is never closed would keep a circuit half open for ever.
 */
final class Entries {

    private static final String CONTEXT = "settlement";
    private static final Troubled TROUBLED = new Troubled();

    private Entries() {}

    /** @param origin who asks, for authority rules; empty where there are none */
    static AsyncEntry open(String resource, EntryType type, int count, String origin) throws BlockException {
        // Given back at once: a thread that kept it would ask for its next request in this caller's name.
        ContextUtil.enter(CONTEXT, origin);
        try {
            return SphU.asyncEntry(resource, type, count);
        } finally {
            ContextUtil.exit();
        }
    }

    /** @param troubled whether it counts as a failure of the resource */
    static void close(AsyncEntry entry, int count, boolean troubled) {
        if (troubled) {
            Tracer.traceEntry(TROUBLED, entry);
        }
        entry.exit(count);
    }

    /** Asks only, with a parameter that its rules look at. */
    static void pass(String resource, int count, String parameter) throws BlockException {
        ContextUtil.enter(CONTEXT);
        try {
            SphU.entry(resource, EntryType.OUT, count, parameter).exit(count, parameter);
        } finally {
            ContextUtil.exit();
        }
    }

    /** Sentinel counts exceptions; this one stands for an answer that is none. */
    private static final class Troubled extends Exception {
        private static final long serialVersionUID = 1L;

        Troubled() {
            super("no answer", null, false, false);
        }
    }
}
