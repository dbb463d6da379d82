package plumbago.carbon.relay.route;

import java.util.function.IntPredicate;

/** The order in which destinations come into question for a name. */
interface Ring {
    /**
     * Goes through the destinations, the first choice first.
     *
     * @param taker gets the index of each, and says whether it wants another one
     */
    void walk(String name, IntPredicate taker);

    /** Where the name comes to lie: the beginning of a sentence. */
    String place(String name);
}
