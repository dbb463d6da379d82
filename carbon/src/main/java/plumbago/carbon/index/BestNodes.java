package plumbago.carbon.index;

import java.util.ArrayList;
import java.util.List;

/** The best nodes that a search met: those of the highest ranks, and of those of one rank the first. */
final class BestNodes {
    private final List<List<Found>> byRank = new ArrayList<>();
    private final int limit;
    private int lowestWanted;

    /**
     * @param highestRank of any that will come; the lowest is 0
     * @param limit how many there is room for
     */
    BestNodes(int highestRank, int limit) {
        this.limit = limit;
        for (int i = 0; i <= highestRank; i++) {
            byRank.add(new ArrayList<>());
        }
        raiseLowest();
    }

    /** Whether one of that rank would be among the best of those that came until now. */
    boolean wants(int rank) {
        return rank >= lowestWanted;
    }

    void add(int rank, int node, int series) {
        if (wants(rank)) {
            byRank.get(rank).add(new Found(node, series));
            raiseLowest();
        }
    }

    private void raiseLowest() {
        while (lowestWanted < byRank.size() && atLeast(lowestWanted) >= limit) {
            lowestWanted++;
        }
    }

    private int atLeast(int rank) {
        int n = 0;
        for (int i = rank; i < byRank.size(); i++) {
            n += byRank.get(i).size();
        }
        return n;
    }

    List<Found> inOrder() {
        List<Found> all = new ArrayList<>();
        for (int rank = byRank.size() - 1; rank >= 0; rank--) {
            for (Found one : byRank.get(rank)) {
                if (all.size() < limit) {
                    all.add(one);
                }
            }
        }
        return all;
    }

    /**
     * One of them.
     *
     * @param series how many were found at or below it
     */
    record Found(int node, int series) {}
}
