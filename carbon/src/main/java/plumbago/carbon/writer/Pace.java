package plumbago.carbon.writer;

/** How fast the writer may go. Belongs to the writer's thread. */
interface Pace {
    /** As fast as it goes. */
    Pace UNLIMITED = new Pace() {
        @Override
        public boolean nextWrite() {
            return true;
        }

        @Override
        public boolean mayCreate() {
            return true;
        }

        @Override
        public boolean limitsCreates() {
            return false;
        }

        @Override
        public boolean limitsWrites() {
            return false;
        }
    };

    /** Returns true when a write may be done, after waiting if there is a limit; false if no more should be. */
    boolean nextWrite();

    /** Whether a file may be created now; each yes is for one. Does not wait. */
    boolean mayCreate();

    /** Whether {@link #nextWrite} may ever wait. */
    default boolean limitsWrites() {
        return true;
    }

    /** Whether {@link #mayCreate} may ever say no. */
    default boolean limitsCreates() {
        return true;
    }

    /** Whether this is the end: then also what would be left to grow older is written. */
    default boolean isEnding() {
        return false;
    }

    /** Nanoseconds that {@link #nextWrite} has waited so far. */
    default long waitedNanos() {
        return 0;
    }
}
