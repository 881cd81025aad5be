CREATE TABLE "hubee_cases" (
	"case_id" text PRIMARY KEY NOT NULL,
	"siret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hubee_folders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"siret" text NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_since" timestamp (3) with time zone NOT NULL,
	"folder_id" text,
	"case_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"held_until" timestamp (3) with time zone,
	"last_attempt_at" timestamp (3) with time zone,
	"last_code" text,
	"next_attempt_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"status" text,
	"status_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "hubee_folders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hubee_subscriptions" (
	"siret" text PRIMARY KEY NOT NULL,
	"subscription_id" text,
	"status" text,
	"read_at" timestamp (3) with time zone NOT NULL,
	"last_code" text
);
--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "delivers_to_hubee" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "hubee_failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "hubee_folders" ADD CONSTRAINT "hubee_folders_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hubee_subscriptions" ADD CONSTRAINT "hubee_subscriptions_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hubee_cases_by_collectivite" ON "hubee_cases" USING btree ("siret");--> statement-breakpoint
CREATE INDEX "hubee_folders_by_date" ON "hubee_folders" USING btree ("siret","created_at");--> statement-breakpoint
CREATE INDEX "hubee_folders_by_reference" ON "hubee_folders" USING btree ("siret","reference");--> statement-breakpoint
CREATE INDEX "hubee_folders_under_way" ON "hubee_folders" USING btree ("siret","created_at") WHERE "hubee_folders"."completed_at" is null;--> statement-breakpoint
CREATE POLICY "hubee_folders_of_the_tenant" ON "hubee_folders" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
-- Row-level security also for the table's owner, and only what the service does.
ALTER TABLE hubee_folders FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON hubee_folders, hubee_cases TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON hubee_subscriptions TO qf_app;
--> statement-breakpoint
-- In which collectivités a folder is late, has nothing left to hand over, or was kept long enough. One that waits for a
-- subscription is not late.
CREATE FUNCTION sirets_with_folders_to_sweep(first text, last text, forgotten_before timestamptz, late_before timestamptz)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door text := coalesce(current_setting('app.siret', true), '');
  one text;
BEGIN
  FOR one IN SELECT siret FROM collectivites WHERE siret BETWEEN first AND last LOOP
    PERFORM set_config('app.siret', one, true);
    IF EXISTS (SELECT FROM hubee_folders WHERE created_at < forgotten_before)
      OR EXISTS (SELECT FROM hubee_folders f WHERE completed_at IS NULL AND NOT EXISTS (SELECT FROM submissions s WHERE s.id = f.id))
      OR EXISTS (SELECT FROM hubee_folders WHERE completed_at IS NULL AND failed_at IS NULL
        AND coalesce(next_attempt_at, due_since) < late_before
        AND NOT (next_attempt_at IS NULL AND last_code IS NOT DISTINCT FROM 'HUBEE_NOT_SUBSCRIBED'))
    THEN
      RETURN NEXT one;
    END IF;
  END LOOP;
  PERFORM set_config('app.siret', door, true);
END $$;
--> statement-breakpoint
-- What its handing over notes of itself is nothing that residents read.
DROP TRIGGER collectivites_changed ON "collectivites";
--> statement-breakpoint
CREATE TRIGGER collectivites_changed AFTER UPDATE ON "collectivites" FOR EACH ROW
WHEN ((to_jsonb(old) - array['mail_since', 'mail_due_at', 'mail_failed_at', 'hubee_failed_at', 'access_confirmed_at', 'access_reminded_days'])
  IS DISTINCT FROM
  (to_jsonb(new) - array['mail_since', 'mail_due_at', 'mail_failed_at', 'hubee_failed_at', 'access_confirmed_at', 'access_reminded_days']))
EXECUTE FUNCTION tell_collectivite_changed();
--> statement-breakpoint
-- One folder to hand over; one subscription to ask for and to read; and, by the clock, what agents said.
SELECT pgboss.create_queue('folders', '{"policy":"short","retryLimit":12,"retryDelay":5,"retryBackoff":true,"expireInSeconds":600,"deadLetter":"dead"}');
--> statement-breakpoint
SELECT pgboss.create_queue('subscriptions', '{"policy":"short","retryLimit":12,"retryDelay":5,"retryBackoff":true,"expireInSeconds":600,"deadLetter":"dead"}');
--> statement-breakpoint
SELECT pgboss.create_queue('notifications', '{"policy":"short","retryLimit":0,"expireInSeconds":540}');
--> statement-breakpoint
INSERT INTO pgboss.schedule (name, cron, timezone) VALUES ('notifications', '*/10 * * * *', 'UTC');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO qf_app;
