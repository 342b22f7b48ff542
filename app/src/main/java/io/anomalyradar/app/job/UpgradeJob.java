package io.anomalyradar.app.job;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar job upgrade}. */
@Command(
        name = "upgrade",
        description = {
            "Replaces the running job by this program's, with the state of now: checks that the cluster can build the new"
                    + " job, saves the state, ends the old job, starts the new one.",
            "If the new job does not start, the old one continues from the same state."
        })
final class UpgradeJob implements Runnable {
    @Mixin
    JobOptions options = new JobOptions();

    @Mixin
    JobJar jar = new JobJar();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        JobOptions.Place place = options.read();
        ClusterJob old = place.running();
        Optional<String> oldJar = place.rest().newestJar();
        String newJar = place.rest().upload(jar.path());
        JobSubmission submission = new JobSubmission(place);
        submission.createTopics();
        submission.check(newJar);
        long stopped = System.nanoTime();
        String savepoint = place.rest().stop(old.id(), place.cluster().savepoints());
        PrintWriter out = spec.commandLine().getOut();
        out.println("job " + old.id() + " ended, its state is in " + savepoint);
        out.flush();
        try {
            String job = submission.run(newJar, savepoint);
            out.println("job " + job + " runs; nothing was scored for " + (System.nanoTime() - stopped) / 1_000_000
                    + " ms, what arrived meanwhile is being scored");
            out.flush();
        } catch (CommandFailure failed) {
            place.rest().deleteJar(newJar);
            throw new CommandFailure(
                    ExitCode.FAILURE, failed.getMessage() + "; " + continued(submission, oldJar, savepoint), failed);
        }
    }

    private static String continued(JobSubmission submission, Optional<String> oldJar, String savepoint) {
        String byHand = "start the former version with 'radar job submit --from " + savepoint + " --jar FILE'";
        if (oldJar.isEmpty()) {
            return "the cluster has not kept the former jar: " + byHand;
        }
        try {
            return "the former version runs again, as job " + submission.run(oldJar.get(), savepoint);
        } catch (CommandFailure alsoFailed) {
            return "the former version does not start either (" + alsoFailed.getMessage() + "): " + byHand;
        }
    }
}
