package io.settlement.producer.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * One body on its way in. When it is whole its request begins anew; when it is too long, comes too slowly or there is no
 * room for it, it is refused; when its client hangs up, nothing has happened. The server calls one method at a time.
 */
final class ArrivingBody implements ReadListener, AsyncListener {

    /** Longer than any valid request: 1 MiB holds a bulk of 1,000 items three times over. */
    static final int MOST_BYTES = 1 << 20;

    /** From the head of the request to the end of its body. Shorter than the server's own time-out, which tells nobody. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** A body that is too long is read on to here, so that its client is still there to be told. */
    private static final int MOST_DRAINED = 4 * MOST_BYTES;

    private static final int CHUNK = 4 << 10;
    private static final String CROWDED = "too many bodies are on their way; this request was not taken";

    private final AsyncContext context;
    private final ServletInputStream source;
    private final BodyRoom room;
    private ByteArrayOutputStream held = new ByteArrayOutputStream(512);
    private long received;
    private long taken;
    private boolean over;
    private ReceivedRequest request;

    ArrivingBody(AsyncContext context, ServletInputStream source, BodyRoom room) {
        this.context = context;
        this.source = source;
        this.room = room;
    }

    /** Refuses at once what is much too long by its own account, or where too many are on their way. */
    void begin(long declared) {
        if (declared > MOST_DRAINED) {
            refuseTooLong();
        } else if (room.take(BodyRoom.OF_EACH)) {
            taken = BodyRoom.OF_EACH;
            source.setReadListener(this);
        } else {
            refuse(ProblemReason.NOT_TAKEN, CROWDED);
        }
    }

    @Override
    public void onDataAvailable() {
        var chunk = new byte[CHUNK];
        try {
            while (!over && source.isReady() && !source.isFinished()) {
                int read = source.read(chunk);
                if (read > 0) {
                    keep(chunk, read);
                }
            }
        } catch (IOException broken) {
            refuse(ProblemReason.INVALID_REQUEST, "the body cannot be read");
        }
    }

    private void keep(byte[] chunk, int read) {
        received += read;
        if (received > MOST_DRAINED) {
            refuseTooLong();
        } else if (received > MOST_BYTES) {
            release();
        } else if (received > BodyRoom.FREE && !room.take(read)) {
            refuse(ProblemReason.NOT_TAKEN, CROWDED);
        } else {
            taken += received > BodyRoom.FREE ? read : 0;
            held.write(chunk, 0, read);
        }
    }

    @Override
    public void onAllDataRead() {
        if (over) {
            return;
        }
        if (received > MOST_BYTES) {
            refuseTooLong();
            return;
        }
        try {
            context.dispatch();
            over = true;
        } catch (IllegalStateException | UnsupportedOperationException noSuchPath) {
            refuse(ProblemReason.INVALID_REQUEST, "the path cannot be read");
        }
    }

    private void refuseTooLong() {
        refuse(ProblemReason.BODY_TOO_LARGE, "the body is longer than " + MOST_BYTES + " bytes");
    }

    /** The server ends a connection of which it has not read all. */
    private void refuse(ProblemReason reason, String detail) {
        if (over) {
            return;
        }
        over = true;
        release();
        try {
            Problems.write((HttpServletResponse) context.getResponse(), reason, detail);
            context.complete();
        } catch (IOException | IllegalStateException hungUp) {
            // Nobody is there to be told, and the server has ended the request by itself.
        }
    }

    private synchronized void release() {
        room.giveBack(taken);
        taken = 0;
        held = new ByteArrayOutputStream(0);
    }

    /** The first time with the whole body, as if it had come with the head; later for the dispatch of an answer. */
    void continueWith(HttpServletRequest dispatched, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request != null) {
            request.setAnswered();
            chain.doFilter(dispatched, response);
            return;
        }
        request = new ReceivedRequest(dispatched, held.toByteArray());
        try {
            chain.doFilter(request, response);
        } finally {
            release();
        }
    }

    /** The client has hung up, or broken the rules of the protocol so that it cannot be answered. */
    @Override
    public void onError(Throwable broken) {
        refuse(ProblemReason.INVALID_REQUEST, "the body cannot be read");
    }

    @Override
    public void onTimeout(AsyncEvent late) {
        refuse(
                ProblemReason.NOT_TAKEN,
                "the body did not arrive within " + PATIENCE.toSeconds() + " s; it was not taken");
    }

    @Override
    public void onError(AsyncEvent broken) {
        refuse(ProblemReason.INVALID_REQUEST, "the body cannot be read");
    }

    @Override
    public void onComplete(AsyncEvent done) {
        release();
    }

    @Override
    public void onStartAsync(AsyncEvent again) {
        // The controller's own wait begins; this one is over.
    }
}
