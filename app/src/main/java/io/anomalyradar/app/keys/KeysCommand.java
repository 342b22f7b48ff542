package io.anomalyradar.app.keys;

import picocli.CommandLine.Command;

/** {@code radar keys}. */
@Command(
        name = "keys",
        description = "Creates, lists and revokes API keys, for senders and scripts.",
        subcommands = {CreateKey.class, ListKeys.class, RevokeKey.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar keys create line-3 --door json --prefix press-",
            "  radar keys create grafana --role viewer --days 365",
            "  radar keys revoke 4k2m9x0abc"
        })
public final class KeysCommand {}
