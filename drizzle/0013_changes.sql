-- Tells every process that what residents read of a collectivité has changed; what its mails and accesses note of
-- themselves, often, is not among it.
CREATE FUNCTION tell_collectivite_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('collectivite_changed', old.siret);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER collectivites_changed AFTER UPDATE ON "collectivites" FOR EACH ROW
WHEN ((to_jsonb(old) - array['mail_since', 'mail_due_at', 'mail_failed_at', 'access_confirmed_at', 'access_reminded_days'])
  IS DISTINCT FROM
  (to_jsonb(new) - array['mail_since', 'mail_due_at', 'mail_failed_at', 'access_confirmed_at', 'access_reminded_days']))
EXECUTE FUNCTION tell_collectivite_changed();
--> statement-breakpoint
CREATE TRIGGER collectivites_removed AFTER DELETE ON "collectivites" FOR EACH ROW
EXECUTE FUNCTION tell_collectivite_changed();
