package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The device registry: the newest entry of a device counts; a deleted device has no row. */
final class DeviceRows implements RowReader {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) throws IOException {
        if (record.key() == null) {
            return;
        }
        String device = new String(record.key(), StandardCharsets.UTF_8);
        DeviceEntry entry = record.value() == null ? null : entry(record.value(), device);
        if (entry == null || entry.deleted()) {
            out.accept(GenericRowData.ofKind(RowKind.DELETE, ColumnCells.text(device), null, null, null, null, null));
            return;
        }
        out.accept(GenericRowData.ofKind(
                RowKind.UPDATE_AFTER,
                ColumnCells.text(device),
                ColumnCells.text(entry.displayName().isEmpty() ? device : entry.displayName()),
                ColumnCells.textOrNull(entry.group()),
                ColumnCells.textOrNull(entry.parent()),
                ColumnCells.textOrNull(entry.owner()),
                ColumnCells.map(entry.attributes())));
    }

    private static DeviceEntry entry(byte[] value, String device) throws IOException {
        try {
            return DeviceJson.read(value, device);
        } catch (SettingsException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }
}
