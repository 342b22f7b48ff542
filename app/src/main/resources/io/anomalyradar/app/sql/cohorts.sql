-- Cohorts: of the users who came for the first time on one day, how many come on each later day.
CREATE TABLE cohorts (
  first_day DATE, days_later INT, users BIGINT,
  PRIMARY KEY (first_day, days_later) NOT ENFORCED
);
CREATE VIEW user_days AS SELECT DISTINCT key, CAST(event_time AS DATE) AS active_on FROM events;
INSERT INTO cohorts
SELECT f.first_day, TIMESTAMPDIFF(DAY, f.first_day, d.active_on), COUNT(*)
FROM user_days d
JOIN (SELECT key, MIN(active_on) AS first_day FROM user_days GROUP BY key) f ON f.key = d.key
GROUP BY f.first_day, TIMESTAMPDIFF(DAY, f.first_day, d.active_on);
