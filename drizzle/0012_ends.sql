CREATE INDEX "invitations_by_end" ON "invitations" USING btree ("siret","expires_at");--> statement-breakpoint
CREATE INDEX "mails_by_date" ON "mails" USING btree ("siret","created_at");--> statement-breakpoint
CREATE INDEX "members_by_collectivite" ON "members" USING btree ("siret");--> statement-breakpoint
CREATE INDEX "recipients_by_collectivite" ON "recipients" USING btree ("siret");
--> statement-breakpoint
-- In which collectivités there is something to do: one look into all of them instead of a transaction for each. The looks
-- see what who calls them may see, no more, behind each wall in turn; at their end the door is where it was. What they
-- answer may be too much, never too little. `first` and `last` bound how long one takes.
CREATE FUNCTION sirets_to_purge(first text, last text, at timestamptz, most_days integer)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door text := coalesce(current_setting('app.siret', true), '');
  one record;
BEGIN
  FOR one IN SELECT siret, least(retention_days, most_days) AS days FROM collectivites WHERE siret BETWEEN first AND last LOOP
    PERFORM set_config('app.siret', one.siret, true);
    IF EXISTS (SELECT FROM submissions WHERE created_at <= at - make_interval(hours => 24 * one.days)) THEN
      RETURN NEXT one.siret;
    END IF;
  END LOOP;
  PERFORM set_config('app.siret', door, true);
END $$;
--> statement-breakpoint
CREATE FUNCTION sirets_with_old_files(first text, last text, treated_before timestamptz)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door text := coalesce(current_setting('app.siret', true), '');
  one text;
BEGIN
  FOR one IN SELECT siret FROM collectivites WHERE siret BETWEEN first AND last LOOP
    PERFORM set_config('app.siret', one, true);
    IF EXISTS (SELECT FROM attachments JOIN submissions ON submissions.id = submission_id WHERE treated_at <= treated_before) THEN
      RETURN NEXT one;
    END IF;
  END LOOP;
  PERFORM set_config('app.siret', door, true);
END $$;
--> statement-breakpoint
CREATE FUNCTION sirets_with_mails_to_sweep(
  first text, last text, forgotten_before timestamptz, emptied_before timestamptz, given_up_before timestamptz, late_before timestamptz
) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door text := coalesce(current_setting('app.siret', true), '');
  one record;
BEGIN
  FOR one IN
    SELECT siret, mail_frequency = 'transmission' AND state <> 'fermée' AS announces, coalesce(mail_since, '-infinity') AS since
      FROM collectivites WHERE siret BETWEEN first AND last
  LOOP
    PERFORM set_config('app.siret', one.siret, true);
    IF EXISTS (SELECT FROM mails WHERE created_at < forgotten_before)
      OR EXISTS (SELECT FROM mails WHERE accepted_at IS NULL AND failed_at < emptied_before AND envelope IS NOT NULL)
      OR EXISTS (SELECT FROM mails WHERE accepted_at IS NULL AND failed_at IS NULL
        AND (created_at < given_up_before OR coalesce(next_attempt_at, created_at) < late_before))
      OR one.announces AND EXISTS (SELECT FROM submissions WHERE delivery_id IS NULL AND NOT example AND created_at >= one.since)
    THEN
      RETURN NEXT one.siret;
    END IF;
  END LOOP;
  PERFORM set_config('app.siret', door, true);
END $$;
--> statement-breakpoint
CREATE FUNCTION sirets_with_ends(
  first text, last text, traced_before timestamptz, links_before timestamptz, origins_before timestamptz
) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door text := coalesce(current_setting('app.siret', true), '');
  one text;
BEGIN
  FOR one IN SELECT siret FROM collectivites WHERE siret BETWEEN first AND last LOOP
    PERFORM set_config('app.siret', one, true);
    IF EXISTS (SELECT FROM exports WHERE created_at < traced_before)
      OR EXISTS (SELECT FROM deliveries WHERE period_end < traced_before)
      OR EXISTS (SELECT FROM members WHERE coalesce(left_at, requested_at) < traced_before AND (left_at IS NOT NULL OR accepted_at IS NULL))
      OR EXISTS (SELECT FROM recipients WHERE removed_at < traced_before)
      OR EXISTS (SELECT FROM invitations WHERE expires_at < links_before)
      OR EXISTS (SELECT FROM refused_origins WHERE last_seen_at < origins_before)
    THEN
      RETURN NEXT one;
    END IF;
  END LOOP;
  PERFORM set_config('app.siret', door, true);
END $$;
--> statement-breakpoint
CREATE FUNCTION sirets_with_lines_before(first text, last text, written_before timestamptz)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door text := coalesce(current_setting('app.siret', true), '');
  one text;
BEGIN
  FOR one IN SELECT siret FROM collectivites WHERE siret BETWEEN first AND last LOOP
    PERFORM set_config('app.siret', one, true);
    IF EXISTS (SELECT FROM audit_events WHERE at < written_before) THEN
      RETURN NEXT one;
    END IF;
  END LOOP;
  PERFORM set_config('app.siret', door, true);
END $$;
