package io.settlement.producer.access;

/** A request that may not do what it asks for. Nothing was looked at beyond what its message says. */
public abstract sealed class AccessRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private AccessRefused(String message) {
        super(message, null, false, false);
    }

    /** No key, or none that is valid. */
    public static final class Unauthenticated extends AccessRefused {
        private static final long serialVersionUID = 1L;

        Unauthenticated(String message) {
            super(message);
        }
    }

    /** The key is valid and not enough. */
    public static final class Forbidden extends AccessRefused {
        private static final long serialVersionUID = 1L;

        private final String field;

        Forbidden(String field, String message) {
            super(message);
            this.field = field;
        }

        /** What is not enough, by its public name. */
        public String field() {
            return field;
        }
    }

    /** It cannot be told at present whether the key is valid. */
    public static final class KeysUnavailable extends AccessRefused {
        private static final long serialVersionUID = 1L;

        KeysUnavailable() {
            super(
                    "the key cannot be checked at present, because settlement_control does not answer; nothing was taken");
        }
    }

    /** An account that is unknown or another owner's: the caller is not told which. */
    public static final class AccountUnseen extends AccessRefused {
        private static final long serialVersionUID = 1L;

        AccountUnseen() {
            super("unknown, or another owner's");
        }
    }

    /** A transfer that is unknown or another owner's: the caller is not told which. */
    public static final class TransferUnseen extends AccessRefused {
        private static final long serialVersionUID = 1L;

        TransferUnseen() {
            super("unknown, or another owner's");
        }
    }
}
