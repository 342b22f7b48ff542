package io.anomalyradar.notify.email;

import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.notify.UnusableChannelException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * E-mail by SMTP: one message per notification, whose {@code Message-ID} follows from the idempotency key, so that a
 * repeated message can be recognised; the messages of an alert form a thread. Settings and secrets are read at each
 * attempt. An attempt runs in a thread of its own, because a mail server that sends its answer byte by byte would
 * outlast every time-out of a single read.
 */
public final class EmailChannel implements Channel {
    /** Attempts under way, with those that were abandoned and have not ended yet. */
    private static final int MAX_ATTEMPTS = 8;

    private static final int MAX_WAITING = 100;

    private final ChannelSettings settings;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    /** @param timeout of one attempt in all */
    public EmailChannel(ChannelSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        threads = new ThreadPoolExecutor(
                MAX_ATTEMPTS, MAX_ATTEMPTS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "radar-email-" + settings.id());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String name() {
        return settings.id();
    }

    @Override
    public Outcome deliver(Notification notification) {
        Future<?> attempt;
        try {
            attempt = threads.submit(() -> {
                send(notification);
                return null;
            });
        } catch (RejectedExecutionException full) {
            return new Outcome.Retryable("earlier attempts are still waiting for the mail server", null);
        }
        try {
            attempt.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Outcome.Delivered();
        } catch (TimeoutException late) {
            return new Outcome.OutcomeUnknown("no answer of the mail server within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failed) {
            return outcome(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.OutcomeUnknown("stopped before an answer came");
        } finally {
            attempt.cancel(true);
        }
    }

    private void send(Notification notification) throws UnusableChannelException, MessagingException {
        Session session = Session.getInstance(properties());
        MimeMessage message = EmailMessage.of(notification, settings, session);
        String user = settings.text("user");
        try (Transport transport = session.getTransport("smtp")) {
            if (user.isEmpty()) {
                transport.connect();
            } else {
                transport.connect(user, settings.text("password"));
            }
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private Properties properties() throws UnusableChannelException {
        String security = settings.text("security");
        String port = settings.text("port");
        if (!port.matches("[1-9][0-9]{0,4}")) {
            throw new UnusableChannelException(settings.setting("port") + " must be a port such as 587");
        }
        if (!security.matches("none|starttls|tls")) {
            throw new UnusableChannelException(settings.setting("security") + " must be none, starttls or tls");
        }
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.text("host"));
        properties.setProperty("mail.smtp.port", port);
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(!settings.text("user").isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(security.equals("starttls")));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(security.equals("starttls")));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(security.equals("tls")));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        return properties;
    }

    /** The messages of {@code cause} may hold what the server echoes: they are not shown. */
    private Outcome outcome(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = next(each)) {
            if (each instanceof UnusableChannelException unusable) {
                return retryable(String.valueOf(unusable.getMessage()));
            }
            if (each instanceof AuthenticationFailedException) {
                return retryable("the mail server does not accept user and password: see " + settings.setting("user")
                        + " and its password");
            }
            if (each instanceof MailConnectException) {
                return retryable("no connection to the mail server: see that it runs and that "
                        + settings.setting("host") + " and port are right");
            }
            if (each instanceof SSLException) {
                return retryable("no TLS with the mail server: see that " + settings.setting("security")
                        + " is right and that the server's certificate is trusted by Java");
            }
            if (each instanceof SMTPAddressFailedException address) {
                return retryable("the mail server answered " + address.getReturnCode() + " to a receiver: see that "
                        + settings.setting("to") + " is right");
            }
            if (each instanceof SMTPSenderFailedException sender) {
                return retryable("the mail server answered " + sender.getReturnCode() + " to the sender: see that "
                        + settings.setting("from") + " is right");
            }
            if (each instanceof SMTPSendFailedException message && message.getReturnCode() >= 400) {
                String reason = "the mail server answered " + message.getReturnCode() + " to the message";
                return message.getReturnCode() >= 500 ? new Outcome.Refused(reason) : retryable(reason);
            }
            if (each instanceof SocketTimeoutException) {
                return new Outcome.OutcomeUnknown("no answer of the mail server in time");
            }
        }
        return new Outcome.OutcomeUnknown("the connection to the mail server broke before an answer came");
    }

    private static @Nullable Throwable next(Throwable cause) {
        Exception linked = cause instanceof SendFailedException failed ? failed.getNextException() : null;
        return linked != null ? linked : cause.getCause();
    }

    private static Outcome retryable(String reason) {
        return new Outcome.Retryable(reason, null);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "EmailChannel[" + settings.id() + "]";
    }
}
