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
    };

    /** Returns true when a write may be done, after waiting if there is a limit; false if no more should be. */
    boolean nextWrite();

    /** Whether a file may be created now; if not, the points of a new metric stay in its queue. Does not wait. */
    boolean mayCreate();
}
