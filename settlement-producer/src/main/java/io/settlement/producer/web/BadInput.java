package io.settlement.producer.web;

/** A request that cannot mean anything. It uses up no key. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** @param field the request's field or header by its public name */
    BadInput(String field, String message) {
        super(message);
        this.field = field;
    }

    String field() {
        return field;
    }
}
