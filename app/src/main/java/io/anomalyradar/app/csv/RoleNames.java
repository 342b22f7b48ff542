package io.anomalyradar.app.csv;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Usual names of columns, without case, blanks and punctuation. Stateless. */
final class RoleNames {
    /** In order of preference. */
    static final List<String> TIME = List.of(
            "timestamp",
            "datetime",
            "time",
            "ts",
            "zeitstempel",
            "zeitpunkt",
            "zeit",
            "datumuhrzeit",
            "datumzeit",
            "horodatage",
            "fechahora",
            "fechayhora",
            "dataora",
            "timestamputc",
            "utctimestamp",
            "datetimeutc",
            "timeutc",
            "utctime",
            "utc",
            "localtime",
            "eventtime",
            "eventtimestamp",
            "lastchanged",
            "lastupdated",
            "recordedat",
            "createdat",
            "measuredat",
            "measurementtime",
            "sampletime",
            "readingtime",
            "logtime",
            "epoch",
            "unixtime",
            "datestamp",
            "dateheure",
            "date",
            "datum",
            "fecha",
            "data",
            "dato",
            "pvm",
            "day",
            "row");

    private static final Set<String> DEVICE = Set.of(
            "device",
            "deviceid",
            "devicename",
            "host",
            "hostname",
            "hostid",
            "machine",
            "machineid",
            "machinename",
            "sensor",
            "sensorid",
            "sensorname",
            "instance",
            "meter",
            "meterid",
            "meternumber",
            "node",
            "nodeid",
            "nodename",
            "station",
            "stationid",
            "stationname",
            "asset",
            "assetid",
            "assetname",
            "equipment",
            "equipmentid",
            "entityid",
            "entity",
            "serial",
            "serialnumber",
            "serialno",
            "turbine",
            "turbineid",
            "unitid",
            "pumpid",
            "motorid",
            "sourcekey",
            "source",
            "server",
            "servername",
            "pod",
            "container",
            "vm",
            "inverter",
            "inverterid",
            "well",
            "wellname",
            "wellid",
            "vehicleid",
            "robotid",
            "line",
            "lineid",
            "gerät",
            "geraet",
            "zähler",
            "zaehler",
            "zählernummer",
            "messstelle",
            "anlage",
            "maschine",
            "appareil",
            "capteur",
            "dispositivo",
            "equipo",
            "mac",
            "macaddress",
            "imei",
            "objectid",
            "thing",
            "thingid",
            "locationid",
            "siteid",
            "mpan",
            "buildingid",
            "lclid");
    private static final Set<String> METRIC = Set.of(
            "metric",
            "metricname",
            "signal",
            "signalname",
            "tag",
            "tagname",
            "variable",
            "variablename",
            "parameter",
            "parametername",
            "measurement",
            "field",
            "channel",
            "channelname",
            "point",
            "pointname",
            "obiscode",
            "obis",
            "kpi",
            "messgröße",
            "messgroesse",
            "kanal",
            "merkmal",
            "attribute",
            "property",
            "quantity",
            "sensortype",
            "counter",
            "countername",
            "name",
            "item",
            "itemname",
            "register",
            "observedproperty");
    private static final Set<String> LABEL = Set.of("anomaly", "changepoint", "label", "isanomaly", "anomalylabel");
    private static final Set<String> VALUE = Set.of(
            "value", "val", "wert", "messwert", "valeur", "valor", "reading", "state", "zählerstand", "zaehlerstand");
    private static final Set<String> ROW_NUMBER =
            Set.of("", "index", "idx", "no", "nr", "row", "rownum", "rownumber", "unnamed0", "id", "rowname", "lfdnr");

    private RoleNames() {}

    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    static boolean isDevice(String name) {
        return DEVICE.contains(plain(name));
    }

    static boolean isMetric(String name) {
        return METRIC.contains(plain(name));
    }

    static boolean isLabel(String name) {
        return LABEL.contains(plain(name));
    }

    static boolean isValue(String name) {
        return VALUE.contains(plain(name));
    }

    static boolean isRowNumber(String name) {
        return ROW_NUMBER.contains(plain(name));
    }

    /** Whether it says date, so that whole numbers in it are days. */
    static boolean saysDate(String name) {
        String plain = plain(name);
        return plain.contains("date")
                || plain.contains("datum")
                || plain.contains("fecha")
                || plain.contains("zeit")
                || plain.contains("time");
    }
}
