-- What breaks a promise: a name, the violation it must be found as, and the change itself.
-- Orders 1 to 9 are pending, approved, in production, ready, sent, delivered, rejected, cancelled,
-- and withdrawn; quote 11 is issued.

-- no-outcome: I1 broken-inbox-outcome
UPDATE inbox SET state = 'new' WHERE id = 3;

-- no-reason: I1 broken-inbox-outcome
UPDATE inbox SET error = '' WHERE state = 'failed';

-- done-badly: I1 broken-inbox-outcome
UPDATE inbox SET error = 'what' WHERE id = 3;

-- confirmed-for-nothing: I2 broken-draft-quote
UPDATE dialogs SET outcome = 'submitted' WHERE outcome = 'cancelled';

-- unconfirmed: I2 broken-draft-quote
UPDATE dialogs SET outcome = 'going' WHERE id = (SELECT dialog_id FROM quotes WHERE id = 1);

-- draft-of-nobody: I2 broken-draft-in-hand
UPDATE contacts SET dialog_id = 'nowhere' WHERE ext_id = '103';

-- draft-of-another: I2 broken-draft-in-hand
UPDATE contacts
SET dialog_id = (SELECT id FROM dialogs WHERE outcome = 'going')
WHERE ext_id = '103';

-- draft-given-up: I2 broken-draft-in-hand
UPDATE contacts
SET dialog_id = (SELECT id FROM dialogs WHERE outcome = 'cancelled')
WHERE ext_id = '102';

-- accepted-for-nothing: I2 broken-quote-order
UPDATE quotes SET state = 'accepted' WHERE id = 11;

-- ordered-unaccepted: I2 broken-quote-order
UPDATE quotes SET state = 'issued' WHERE id = 1;

-- replaced-by-nothing: I2 broken-quote-replaced
UPDATE quotes SET state = 'superseded' WHERE id = 11;

-- revision-of-nothing: I2 broken-quote-revision
UPDATE quotes SET revision = 7 WHERE revision = 1 AND state = 'accepted';

-- two-revisions-stand: I2 broken-quote-revision
UPDATE quotes
SET state = 'issued'
WHERE revision = 0 AND base = (SELECT base FROM quotes WHERE revision = 1 AND state = 'accepted');

-- lost-unsaid: I2 broken-quote-event
UPDATE quotes SET state = 'lost' WHERE id = 11;

-- withdrawn-and-stands: I2 broken-quote-event
UPDATE quotes SET state = 'issued' WHERE state = 'withdrawn';

-- quote-of-another: I2 broken-quote-customer
UPDATE quotes SET contact_id = contact_id + 1 WHERE id = 11;

-- number-skipped: I2 broken-numbers
UPDATE counters SET last = last + 1 WHERE kind='SO';

-- quote-number-skipped: I2 broken-numbers
UPDATE counters SET last = last + 1 WHERE kind = 'QUO';

-- number-moved: I2 broken-numbers
UPDATE orders SET sequence = 4711 WHERE id = 1;
UPDATE outbox SET body = replace(body, '001/SO', '4711/SO');

-- ordered-by-nobody: I2 broken-order-unasked
UPDATE orders SET placed_at = '2026-11-18 02:00:00.000001' WHERE id = 1;

-- no-card: I2 broken-order-card
UPDATE outbox SET card = '' WHERE card = 'order:1' AND chat = '-500';

-- customer-not-told: I2 broken-order-answer
UPDATE outbox SET body = replace(body, '003/SO', '003/XX') WHERE chat = '101';

-- somebody-else-told: I2 broken-order-answer
UPDATE outbox SET chat = '102' WHERE chat = '101' AND body LIKE '%005/SO%';

-- sum: I4 broken-total
UPDATE quotes SET total = total + 1 WHERE id = 2;

-- half-a-rupiah: I4 broken-total
UPDATE quotes SET total = total + 0.5 WHERE id = 2;

-- line: I4 broken-total
UPDATE quotes SET terms = json_set(terms, '$.lines[0].quantity', 501) WHERE id = 2;

-- price-with-cents: I4 broken-terms
UPDATE quotes SET terms = json_set(terms, '$.lines[0].each', 3250.0) WHERE id = 2;

-- below-the-floor: I4 broken-floor
UPDATE quotes SET terms = json_set(terms, '$.lines[0].floor', 99999) WHERE id = 2;

-- unmet: I5 broken-person-unmet
UPDATE inbox SET chat = '999' WHERE ext_id = '1';

-- unanswered: I5 broken-person-unanswered
UPDATE outbox SET due_at = '2026-11-18 00:00:00.000000' WHERE chat = '102';

-- never-answered: I5 broken-person-unanswered
DELETE FROM outbox WHERE chat = '103';

-- unknown-state: I5 broken-message-state
UPDATE outbox
SET state = 'gone'
WHERE id = (SELECT max(id) FROM outbox WHERE state = 'sent' AND lane = 0);

-- dead-of-nothing: I5 broken-message-unexplained
UPDATE outbox
SET state = 'dead', error = ''
WHERE id = (SELECT max(id) FROM outbox WHERE state = 'sent' AND lane = 0);

-- uncertain-of-nothing: I5 broken-message-unexplained
UPDATE outbox
SET state = 'uncertain', error = ''
WHERE id = (SELECT max(id) FROM outbox WHERE state = 'sent' AND lane = 0);

-- held-for-ever: I5 broken-message-held
UPDATE contacts SET held = 0;

-- out-of-turn: I6 broken-turn
UPDATE outbox
SET sent_at = '2026-11-18 01:00:00.000000'
WHERE id = (SELECT max(id) FROM outbox WHERE state = 'sent' AND lane = 0);

-- promotion-to-who-left: I7 broken-promotion-waits
INSERT INTO outbox (channel, chat, lane, body, due_at, state, attempt, sent_at)
SELECT channel, '101', 1, body, due_at, 'ready', 0, NULL
FROM outbox
WHERE id = (SELECT max(id) FROM outbox WHERE chat = '101');
UPDATE contacts SET opted_out = 1 WHERE ext_id = '101';

-- promotion-to-who-blocked: I7 broken-promotion-waits
INSERT INTO outbox (channel, chat, lane, body, due_at, state, attempt, sent_at)
SELECT channel, '101', 1, body, due_at, 'held', 1, NULL
FROM outbox
WHERE id = (SELECT max(id) FROM outbox WHERE chat = '101');
UPDATE contacts SET reachable = 0, held = 1 WHERE ext_id = '101';

-- promotion-sent-too-late: I7 broken-promotion-sent
INSERT INTO outbox (channel, chat, lane, body, due_at, state, attempt, sent_at)
SELECT channel, '101', 1, body, due_at, 'sent', 1, '2027-01-01 00:00:00.000000'
FROM outbox
WHERE id = (SELECT max(id) FROM outbox WHERE chat = '101');
UPDATE contacts SET opted_out = 1 WHERE ext_id = '101';

-- decided-by-nobody: I8 broken-decision
UPDATE orders SET state = 'approved', version = 2, decided_at = placed_at WHERE id = 1;

-- decided-twice: I8 broken-decision, I11 broken-audit-chain
INSERT INTO audit (at, channel, chat, person, officer_id, action, order_id, outcome)
SELECT at, channel, chat, person, officer_id, action, order_id, outcome
FROM audit
WHERE action = 'approve' AND outcome = 'done' AND order_id = 2;

-- decided-and-pending: I8 broken-decision, I11 broken-audit-chain
INSERT INTO audit (at, channel, chat, person, officer_id, action, order_id, outcome)
SELECT at, channel, chat, person, officer_id, action, 1, outcome
FROM audit
WHERE action = 'approve' AND outcome = 'done' AND order_id = 2;
UPDATE orders SET version = 2 WHERE id = 1;

-- not-their-role: I8 broken-officer
UPDATE officers SET roles = '["workshop"]' WHERE id = 1;

-- no-officer: I8 broken-officer, I11 broken-audit-chain
UPDATE audit SET officer_id = NULL WHERE action = 'approve' AND outcome = 'done';

-- another-person: I8 broken-officer, I11 broken-audit-chain
UPDATE audit SET person = '203' WHERE action = 'reject' AND outcome = 'done';

-- step-skipped: I9 broken-step, I11 broken-audit-chain
UPDATE audit SET action = 'send' WHERE action = 'produce' AND order_id = 4;

-- moved-before-decided: I9 broken-step, I11 broken-audit-chain
CREATE TEMP TABLE pair AS
SELECT min(id) AS a, max(id) AS b
FROM audit
WHERE outcome = 'done' AND action IN ('approve', 'produce') AND order_id = 4;
UPDATE audit SET id = -1 WHERE id = (SELECT a FROM pair);
UPDATE audit SET id = (SELECT a FROM pair) WHERE id = (SELECT b FROM pair);
UPDATE audit SET id = (SELECT b FROM pair) WHERE id = -1;

-- version: I9 broken-version
UPDATE orders SET version = 9 WHERE id = 2;

-- version-of-pending: I9 broken-version
UPDATE orders SET version = 9 WHERE id = 1;

-- went-back: I9 broken-order-state
UPDATE orders SET state = 'production' WHERE state = 'delivered';

-- undated: I9 broken-order-state
UPDATE orders SET decided_at = NULL WHERE id = 2;

-- button-of-tomorrow: I9 broken-button
UPDATE tokens SET version = 99 WHERE order_id = 1;

-- lease: I10 broken-lease
UPDATE outbox
SET state = 'leased', lease_until = '2026-11-18 00:00:00.000000'
WHERE id = (SELECT max(id) FROM outbox WHERE state = 'sent' AND lane = 0);

-- audit-row-gone: I11 broken-audit-chain, I11 broken-audit-gap
DELETE FROM audit WHERE outcome = 'not_your_role';

-- audit-rewritten: I11 broken-audit-chain
UPDATE audit SET reason = 'another' WHERE id = 3;

-- audit-cut-short: I8 broken-decision, I11 broken-audit-chain
DELETE FROM audit WHERE id = (SELECT max(id) FROM audit);

-- audit-untied: I11 broken-audit-chain
UPDATE audit SET digest = '' WHERE id = (SELECT max(id) FROM audit);

-- reference: I12 broken-reference
INSERT INTO order_notes (order_id, who, text, at)
SELECT 999, 'x', 'y', placed_at
FROM orders
WHERE id = 1;
