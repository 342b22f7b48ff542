package io.anomalyradar.app.job;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar job submit}. */
@Command(name = "submit", description = "Starts the job, and waits until all its tasks run.")
final class SubmitJob implements Runnable {
    @Mixin
    JobOptions options = new JobOptions();

    @Mixin
    JobJar jar = new JobJar();

    @Option(
            names = "--from",
            paramLabel = "SAVEPOINT",
            description =
                    "Begin with this state; else without: the job reads the log from its start, and nobody is notified"
                            + " of what it finds there.")
    @Nullable
    String savepoint;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        JobOptions.Place place = options.read();
        place.requireNone();
        String uploaded = place.rest().upload(jar.path());
        JobSubmission submission = new JobSubmission(place);
        submission.createTopics();
        if (savepoint == null) {
            submission.markReplay();
        }
        String job = submission.run(uploaded, savepoint);
        PrintWriter out = spec.commandLine().getOut();
        out.println("job " + job + " runs" + (savepoint == null ? ", without earlier state" : ", from " + savepoint));
        out.flush();
    }
}
