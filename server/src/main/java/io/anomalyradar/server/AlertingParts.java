package io.anomalyradar.server;

import com.linecorp.armeria.server.ServerBuilder;
import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.Person;
import io.anomalyradar.server.alerts.BacktestService;
import io.anomalyradar.server.alerts.BudgetBoard;
import io.anomalyradar.server.alerts.ChannelFactory;
import io.anomalyradar.server.alerts.ChannelService;
import io.anomalyradar.server.alerts.ExplainedChannel;
import io.anomalyradar.server.alerts.NotificationLog;
import io.anomalyradar.server.alerts.NotificationService;
import io.anomalyradar.server.alerts.Notifiers;
import io.anomalyradar.server.alerts.OnCallService;
import io.anomalyradar.server.alerts.TracedChannel;
import io.anomalyradar.server.capsules.CapsuleAssembly;
import io.anomalyradar.server.capsules.CapsuleLog;
import io.anomalyradar.server.capsules.CapsuleService;
import io.anomalyradar.server.causes.CauseFinder;
import io.anomalyradar.server.causes.CauseService;
import io.anomalyradar.server.causes.NotifiedCauses;
import io.anomalyradar.server.causes.NotifiedCharts;
import io.anomalyradar.server.causes.TimelyAnswers;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AcknowledgementLinks;
import io.anomalyradar.server.inbox.AcknowledgementService;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.AlertService;
import io.anomalyradar.server.inbox.Commands;
import io.anomalyradar.server.inbox.DurationService;
import io.anomalyradar.server.inbox.IncidentBoard;
import io.anomalyradar.server.inbox.IncidentService;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.machines.MachineBoard;
import io.anomalyradar.server.machines.MachineService;
import io.anomalyradar.server.push.PushService;
import io.anomalyradar.server.push.Subscriptions;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.silences.Reviews;
import io.anomalyradar.server.silences.SilenceService;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/** What makes messages to people of alerts and incidents, takes their commands, and says why an alert came. */
final class AlertingParts {
    private final Core core;
    private final AcknowledgedProducer commands;
    private final AlertBoard board;
    private final IncidentBoard incidents;
    private final Reviews reviews;
    private final CauseFinder causes;
    private final AcknowledgementLinks links;
    private final CapsuleLog capsules;
    private final Subscriptions subscriptions;
    private final ChannelFactory channelFactory;
    private final MachineBoard machines;
    private final Notifiers notifiers;
    private final BudgetBoard budgets;
    private final NotificationLog notificationLog;
    private final WorkPool testPool;

    AlertingParts(Core core, Traces traces) {
        this.core = core;
        KafkaConfig kafka = core.kafka();
        TopicCatalog catalog = core.catalog();
        Control control = core.control();
        Clock clock = core.clock();
        PrometheusMeterRegistry meters = core.meters();
        NotifyConfig notifying = core.setup().notifying();
        commands = core.started(new AcknowledgedProducer(kafka, "commands"));
        board = core.started(AlertBoard.start(kafka, catalog, control, meters));
        incidents = core.started(IncidentBoard.start(kafka, catalog, control, meters));
        reviews = core.started(Reviews.start(commands, kafka.topics().commands(), clock, meters));
        capsules = core.started(CapsuleLog.start(kafka, catalog, meters));
        machines = core.started(MachineBoard.start(kafka, catalog, meters));
        subscriptions = core.started(Subscriptions.start(kafka, catalog, commands, meters));
        budgets = core.started(BudgetBoard.start(kafka, catalog, clock, meters));
        notificationLog = core.started(NotificationLog.start(kafka, catalog, meters));
        causes = new CauseFinder(core.store(), core::devices, board::alert, clock);
        links = new AcknowledgementLinks(
                core.access().signingKeys(AcknowledgementLinks.PURPOSE), notifying.pageUrl(), clock);
        channelFactory = new ChannelFactory(notifying, subscriptions::browsers, clock);
        testPool = core.pool("channel-tests", 2, 8);
        TimelyAnswers answers = new TimelyAnswers(core.pool("causes", 1, 8));
        NotifiedCauses notifiedCauses = new NotifiedCauses(causes, answers);
        NotifiedCharts notifiedCharts = new NotifiedCharts(core.store(), answers);
        notifiers = core.started(Notifiers.start(
                kafka,
                catalog,
                core.member(),
                control,
                channelFactory,
                channel -> new TracedChannel(
                        new ExplainedChannel(
                                channel,
                                notification -> links.apply(notifiedCharts.apply(notifiedCauses.apply(notification)))),
                        traces),
                meters,
                clock));
    }

    AlertBoard board() {
        return board;
    }

    IncidentBoard incidents() {
        return incidents;
    }

    /** Takes what people, and the server for them, decide. */
    AcknowledgedProducer commands() {
        return commands;
    }

    /** Whether the channels deliver. */
    PartState state() {
        return notifiers.state();
    }

    /** Asks the job to look again at the alerts of rules that this version of the configuration no longer has. */
    void reviewRules(ConfigVersion version) {
        reviews.requestWithoutRule(board, version);
    }

    void addTo(ServerBuilder server) {
        AccessControl access = core.access();
        WorkPool operations = core.operations();
        WorkPool changes = core.changes();
        BodyBudget bodies = core.bodies();
        Clock clock = core.clock();
        Control control = core.control();
        Commands given = new Commands(commands, core.kafka().topics().commands());
        new AlertService(board, incidents, access, given, operations, changes, bodies).addTo(server);
        new IncidentService(incidents, board, access, given, operations, changes, bodies).addTo(server);
        new AcknowledgementService(links, board, incidents, this::people, given, operations, changes).addTo(server);
        new NotificationService(notificationLog, board, incidents, this::people, access, operations).addTo(server);
        new CauseService(causes, incidents, board, access, core.queries()).addTo(server);
        CapsuleAssembly assembly = new CapsuleAssembly(
                capsules, core.store(), control::current, core.setup().version(), clock);
        new CapsuleService(assembly, board, access, core.queries()).addTo(server);
        new MachineService(machines, control::state, access, core.queries()).addTo(server);
        new ChannelService(notifiers, budgets, testPool).addTo(server);
        new PushService(subscriptions, notifiers::channel, channelFactory::pushKey, changes, bodies, clock)
                .addTo(server);
        new SilenceService(control, access, board, core.store(), reviews, operations, bodies, clock).addTo(server);
        new OnCallService(control, operations, clock).addTo(server);
        new DurationService(board, access, operations, clock).addTo(server);
        new BacktestService(core.store(), core::devices, access, core.queries(), bodies, clock).addTo(server);
    }

    private List<Person> people() {
        return core.control().current().config().alerting().onCall().people();
    }
}
