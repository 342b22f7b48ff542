-- Leaderboard: the ten customers who spend most on a day, kept up to date with every purchase.
CREATE TABLE leaderboard (
  bought_on DATE, place BIGINT, customer STRING, revenue DOUBLE, orders BIGINT,
  PRIMARY KEY (bought_on, place) NOT ENFORCED
);
INSERT INTO leaderboard
SELECT bought_on, place, key, revenue, orders
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY bought_on ORDER BY revenue DESC, key) AS place
  FROM (
    SELECT CAST(event_time AS DATE) AS bought_on, key, SUM(CAST(attributes['amount'] AS DOUBLE)) AS revenue,
      COUNT(*) AS orders
    FROM events
    WHERE type = 'purchase'
    GROUP BY CAST(event_time AS DATE), key
  )
)
WHERE place <= 10;
