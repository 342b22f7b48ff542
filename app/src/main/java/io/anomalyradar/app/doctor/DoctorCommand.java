package io.anomalyradar.app.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.config.RadarConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar doctor}. */
@Command(
        name = "doctor",
        description = "Checks Java, disk, ports, login, TLS, broker, topics, clock, job and store, and says what to do."
                + " Ends with 1 when something is wrong.")
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RadarConfig effective = config.read();
        List<CheckResult> findings = new ArrayList<>();
        findings.addAll(new MachineChecks(effective).look());
        findings.addAll(new AccessChecks(effective, Clock.systemUTC()).look());
        findings.addAll(new Bus(effective, Clock.systemUTC()).look());
        findings.addAll(new ClusterCheck(effective).look());
        findings.addAll(new Service(effective).look());
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> write(generator, findings));
        } else {
            findings.forEach(finding -> print(out, finding));
            out.flush();
        }
        boolean well = findings.stream().noneMatch(finding -> finding.verdict() == CheckResult.Verdict.BAD);
        return well ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static void print(PrintWriter out, CheckResult finding) {
        String mark =
                switch (finding.verdict()) {
                    case GOOD -> "ok  ";
                    case WARNING -> "WARN";
                    case BAD -> "BAD ";
                };
        out.println(String.format(Locale.ROOT, "%s %-20s %s", mark, finding.subject(), finding.seen()));
        if (!finding.remedy().isEmpty()) {
            out.println(String.format(Locale.ROOT, "%25s → %s", "", finding.remedy()));
        }
    }

    private static void write(JsonGenerator json, List<CheckResult> findings) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (CheckResult finding : findings) {
            json.writeStartObject();
            json.writeStringField("subject", finding.subject());
            json.writeStringField("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
            json.writeStringField("seen", finding.seen());
            json.writeStringField("remedy", finding.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
