package io.settlement.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Items of a list of many pages. A page is asked for when its first item is wanted. For one thread. */
final class Pages<T> implements Iterator<T> {

    /**
     * One page.
     *
     * @param nextCursor empty on the last
     */
    record Page<T>(List<T> items, Optional<String> nextCursor) {}

    private final Function<Optional<String>, Page<T>> ask;
    private Iterator<T> items = List.<T>of().iterator();
    private Optional<String> cursor = Optional.empty();
    private boolean isLast;

    private Pages(Function<Optional<String>, Page<T>> ask) {
        this.ask = ask;
    }

    /** @param ask the page behind a cursor; behind none, the first */
    static <T> Stream<T> stream(Function<Optional<String>, Page<T>> ask) {
        var items = Spliterators.spliteratorUnknownSize(new Pages<>(ask), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(items, false);
    }

    /** A page may be empty and not the last. */
    @Override
    public boolean hasNext() {
        while (!items.hasNext() && !isLast) {
            var page = ask.apply(cursor);
            items = page.items().iterator();
            isLast = page.nextCursor().isEmpty();
            cursor = page.nextCursor();
        }
        return items.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.next();
    }
}
