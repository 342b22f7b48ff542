-- Anomalies with the name, the group and the owner of their device, looked up in the registry.
CREATE TABLE named_anomalies (
  id STRING, revision INT, device STRING, name STRING, `group` STRING, owner STRING, metric STRING, severity STRING,
  state STRING, start_time TIMESTAMP_LTZ(3), explanation STRING,
  PRIMARY KEY (id) NOT ENFORCED
);
INSERT INTO named_anomalies
SELECT a.id, a.revision, a.device, COALESCE(d.name, a.device), d.`group`, d.owner, a.metric, a.severity, a.state,
  a.start_time, a.explanation
FROM anomalies AS a
LEFT JOIN devices FOR SYSTEM_TIME AS OF a.proc_time AS d ON d.device = a.device;
