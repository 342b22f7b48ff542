package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.verdict.Member;
import io.anomalyradar.model.anomaly.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which members of the detector found a sample unusual. */
public final class Members {
    /** Those whose votes raise alarms. */
    private static final Set<Member> FINDERS = EnumSet.complementOf(EnumSet.of(Member.DEVIATION));

    private Members() {}

    /** The members, by their part of all votes, largest first; none where the detector has no members. */
    public static List<Contribution> of(Evaluation evaluation) {
        double all = 0;
        for (Member member : FINDERS) {
            all += Math.abs(evaluation.vote(member));
        }
        List<Contribution> members = new ArrayList<>();
        for (Member member : FINDERS) {
            double vote = Math.abs(evaluation.vote(member));
            if (vote > 0) {
                members.add(new Contribution(spoken(member), vote / all));
            }
        }
        members.sort(Comparator.comparingDouble(Contribution::share).reversed());
        return List.copyOf(members);
    }

    private static String spoken(Member member) {
        return member.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
